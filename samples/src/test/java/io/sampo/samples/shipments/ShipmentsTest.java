/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.shipments;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shipped together, against a loop over all orders. */
class ShipmentsTest {
    private static final long ORDERS = 20_000;
    private static final long MINUTE = 60_000;

    @TempDir Path directory;

    /** Takes one order after the other, and the time that all parcels see behind each. */
    private static List<Shipment> plainly(long seed) {
        Map<String, List<Order>> parcels = new TreeMap<>();
        List<Shipment> shipped = new ArrayList<>();
        long latest = Long.MIN_VALUE;
        for (long index = 0; index < ORDERS; index++) {
            Order order = ShipmentsJob.order(seed, index);
            List<Order> parcel =
                    parcels.computeIfAbsent(order.customer(), customer -> new ArrayList<>());
            parcel.add(order);
            if (parcel.stream().mapToLong(Order::cents).sum() >= ShipmentsJob.LIMIT_CENTS) {
                shipped.add(shipment(parcels.remove(order.customer())));
            }
            latest = Math.max(latest, order.atMillis());
            long settled = latest - ShipmentsJob.DISORDER.toMillis();
            long passed = settled - Math.floorMod(settled, MINUTE) - 1;
            parcels.values()
                    .removeIf(
                            waiting -> {
                                Shipment next = shipment(waiting);
                                boolean due =
                                        next.firstMillis() + ShipmentsJob.LONGEST_WAIT.toMillis()
                                                <= passed;
                                return due && shipped.add(next);
                            });
        }
        parcels.values().forEach(rest -> shipped.add(shipment(rest)));
        return shipped;
    }

    private static Shipment shipment(List<Order> orders) {
        return new Shipment(
                orders.get(0).customer(),
                orders.size(),
                orders.stream().mapToLong(Order::cents).sum(),
                orders.stream().mapToLong(Order::atMillis).min().orElseThrow(),
                orders.stream().mapToLong(Order::atMillis).max().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"0, 1, heap", "1, 2, heap", "2, 3, rocksdb"})
    void shipmentsAreThoseOfAPlainComputation(long seed, int parallelism, String backend) {
        StreamEnvironment environment = StreamEnvironment.local();
        environment.setParallelism(parallelism);
        environment.setStateBackend(backend);
        environment.set("sampo.checkpoint.dir", directory.toString());
        environment.set("sampo.checkpoint.interval", "20ms");
        List<Shipment> shipments =
                ShipmentsJob.build(environment, seed, ORDERS).executeAndCollect();

        List<Shipment> expected = plainly(seed);
        assertThat(expected)
                .as("full ones, seed=%d", seed)
                .filteredOn(shipment -> shipment.cents() >= ShipmentsJob.LIMIT_CENTS)
                .hasSizeBetween(1_000, expected.size() - 1_000);
        assertThat(shipments).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theProgramPrintsBothKindsOfShipments() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            new Shipments().run(new ProgramArguments(Map.of("--orders", "5000")));
        } finally {
            System.setOut(before);
        }

        assertThat(heard.toString(StandardCharsets.UTF_8))
                .startsWith("shipments: 5,000 orders in ")
                .containsPattern("at 100\\.00 +[\\d,]+ ")
                .containsPattern("after 6 hours +[\\d,]+ ");
    }
}
