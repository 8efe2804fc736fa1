/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.shipments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.GlobalWindow;
import io.sampo.operators.window.GlobalWindows;
import io.sampo.operators.window.WindowOperatorFactory;
import io.sampo.operators.window.WindowSpec;
import io.sampo.state.rocksdb.RocksSettings;
import io.sampo.state.rocksdb.RocksStateBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trigger in the window operator, without a job: worth 100 cents, or 50 ms old. */
class ShipWhenFullOrDueTest {
    private static final int CACHE_BYTES = 32 << 20;

    private static final HarnessSetup<Order, Shipment> SHIPMENTS =
            KeyedHarness.of(
                    WindowOperatorFactory.aggregate(
                            WindowSpec.<Order, GlobalWindow>of(GlobalWindows.create())
                                    .withTrigger(new ShipWhenFullOrDue(100, Duration.ofMillis(50))),
                            new ShipmentsJob.Pack(),
                            new ShipmentsJob.ToShipment()),
                    Order::customer);

    private static void order(
            OperatorHarness<Order, Shipment> harness, String customer, long cents, long at) {
        harness.process(new Order(customer, cents, at), at);
    }

    @Test
    void shipsAtOnceWhenTheOrdersCostEnough() {
        try (OperatorHarness<Order, Shipment> harness = SHIPMENTS.open()) {
            order(harness, "ann", 60, 1);
            order(harness, "bob", 60, 2);
            order(harness, "ann", 39, 3);
            assertThat(harness.output()).as("one cent is missing").isEmpty();

            order(harness, "ann", 1, 4);
            assertThat(harness.output()).containsExactly(new Shipment("ann", 3, 100, 1, 4));
        }
    }

    @Test
    void shipsWhenTheEarliestOrderHasWaitedLongEnough() {
        try (OperatorHarness<Order, Shipment> harness = SHIPMENTS.open()) {
            order(harness, "ann", 10, 20);
            order(harness, "ann", 10, 40);
            order(harness, "ann", 10, 15);
            harness.watermark(64);
            assertThat(harness.output()).isEmpty();

            harness.watermark(65);
            assertThat(harness.output()).containsExactly(new Shipment("ann", 3, 30, 15, 40));
            harness.watermark(1_000);
            assertThat(harness.output()).as("the other orders set no timer").hasSize(1);
        }
    }

    @Test
    void whatWasShippedIsForgotten() {
        try (OperatorHarness<Order, Shipment> harness = SHIPMENTS.open()) {
            order(harness, "ann", 99, 10);
            order(harness, "ann", 99, 20);
            harness.clearEmitted();

            order(harness, "ann", 99, 30);
            harness.watermark(79);
            assertThat(harness.output()).as("not when the first was due").isEmpty();
            harness.watermark(80);
            assertThat(harness.output()).containsExactly(new Shipment("ann", 1, 99, 30, 30));
            harness.clearEmitted();

            order(harness, "ann", 99, 90);
            assertThat(harness.output()).as("the sum has begun anew").isEmpty();
        }
    }

    @Test
    void nothingIsLeftOfCustomersThatHaveTheirOrders() {
        try (OperatorHarness<Order, Shipment> harness = SHIPMENTS.open()) {
            List<Long> bytes = new ArrayList<>();
            for (int round = 1; round <= 3; round++) {
                long now = round * 100;
                for (int i = 0; i < 1_000; i++) {
                    order(harness, "full-" + round + "-" + i, 100, now);
                    order(harness, "due-" + round + "-" + i, 1, now);
                }
                harness.watermark(now + 50);
                bytes.add(harness.stateBytes());
            }

            assertThat(harness.output()).hasSize(3 * 2_000);
            assertThat(bytes.get(2)).as("the first round has made room").isEqualTo(bytes.get(1));
        }
    }

    @Test
    void anOrderWithoutATimestampIsRefused() {
        try (OperatorHarness<Order, Shipment> harness = SHIPMENTS.open()) {
            assertThatThrownBy(() -> harness.process(new Order("ann", 1, 1)))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            refused ->
                                    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                    .hasMessageContaining("order=Order[customer=ann, cents=1, atMillis=1]")
                    .hasMessageContaining("trigger=ShipWhenFullOrDue(100 cents, 50 ms)");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, heap", "2, rocksdb", "3, heap"})
    void storedAndRestoredAtAnyMomentItShipsTheSame(long seed, String backend) {
        HarnessSetup<Order, Shipment> setup =
                backend.equals("heap")
                        ? SHIPMENTS
                        : SHIPMENTS.withBackend(
                                () -> new RocksStateBackend(RocksSettings.defaults(), CACHE_BYTES));
        Random random = new Random(seed);
        List<HarnessStep<Order>> script = new ArrayList<>();
        long watermark = 0;
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(4) == 0) {
                watermark += random.nextInt(30);
                script.add(HarnessStep.watermark(watermark));
            } else {
                long at = watermark + random.nextInt(40);
                Order order = new Order("c" + random.nextInt(3), 1 + random.nextInt(60), at);
                script.add(HarnessStep.record(order, at));
            }
        }
        script.add(HarnessStep.end());

        assertThat(setup.runExhaustively(script))
                .as("seed=%d", seed)
                .filteredOn(Emitted.Result.class::isInstance)
                .hasSizeGreaterThan(5);
    }

    @Test
    void anotherParallelismShipsWhatHasWaited() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<Order, Shipment> harness = SHIPMENTS.open()) {
            for (int i = 0; i < 20; i++) {
                order(harness, "customer-" + i, 10, i);
            }
            snapshot = harness.snapshot();
        }

        List<Shipment> shipped = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            try (OperatorHarness<Order, Shipment> harness =
                    SHIPMENTS.withSubtask(subtask, 3).restore(snapshot)) {
                harness.watermark(50 + 9);
                shipped.addAll(harness.output());
            }
        }
        assertThat(shipped)
                .extracting(Shipment::firstMillis)
                .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }
}
