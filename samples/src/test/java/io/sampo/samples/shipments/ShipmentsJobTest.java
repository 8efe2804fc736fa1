/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.shipments;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.simulation.JobTestKit;
import io.sampo.simulation.JobTestKitExtension;
import io.sampo.simulation.TestInput;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job, order by order, in a process that is killed. */
class ShipmentsJobTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @RegisterExtension
    static final JobTestKitExtension KIT =
            JobTestKitExtension.of(
                    (environment, world) ->
                            ShipmentsJob.ship(
                                            world.<Order>input(environment, "orders")
                                                    .setParallelism(1))
                                    .sinkTo(world.output("shipments"))
                                    .name("out"));

    private JobTestKit job;
    private TestInput<Order> orders;

    @BeforeEach
    void start(JobTestKit kit) {
        job = kit;
        orders = kit.input("orders");
    }

    private void order(String customer, long cents, long at) {
        orders.send(new Order(customer, cents, at), at);
        job.process();
    }

    private void passed(long time) {
        orders.watermark(time);
        job.process();
    }

    @Test
    void shipsWhatIsWorthIt() {
        order("ann", 60_00, 0);
        order("bob", 60_00, HOUR);
        order("ann", 39_99, 2 * HOUR);
        assertThat(job.<Shipment>output("shipments")).as("one cent is missing").isEmpty();

        order("ann", 1, 3 * HOUR);
        assertThat(job.<Shipment>output("shipments"))
                .containsExactly(new Shipment("ann", 3, 100_00, 0, 3 * HOUR));
    }

    @Test
    void ordersAndTheirTimerOutliveTheProcess() {
        order("ann", 10_00, HOUR);
        job.crash();
        order("ann", 10_00, 2 * HOUR);
        passed(7 * HOUR - 1);
        assertThat(job.<Shipment>output("shipments")).as("not due").isEmpty();

        job.crash();
        passed(7 * HOUR);
        assertThat(job.<Shipment>output("shipments"))
                .containsExactly(new Shipment("ann", 2, 20_00, HOUR, 2 * HOUR));
    }

    @Test
    void nothingIsShippedTwice() {
        order("ann", 100_00, HOUR);
        order("bob", 1_00, HOUR);
        passed(7 * HOUR);
        orders.send(new Order("ann", 50_00, 8 * HOUR), 8 * HOUR);
        job.crash();
        orders.send(new Order("ann", 50_00, 9 * HOUR), 9 * HOUR);
        job.crash();
        job.finish();

        assertThat(job.<Shipment>output("shipments"))
                .containsExactlyInAnyOrder(
                        new Shipment("ann", 1, 100_00, HOUR, HOUR),
                        new Shipment("bob", 1, 1_00, HOUR, HOUR),
                        new Shipment("ann", 2, 100_00, 8 * HOUR, 9 * HOUR));
    }

    @Test
    void theEndOfTheOrdersShipsTheRest() {
        order("ann", 5_00, HOUR);
        job.finish();

        assertThat(job.<Shipment>output("shipments"))
                .containsExactly(new Shipment("ann", 1, 5_00, HOUR, HOUR));
    }
}
