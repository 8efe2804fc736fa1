/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.shipments;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.simulation.JobTestKit;
import io.sampo.simulation.JobTestKitExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job, order by order, in a process that is killed. */
class ShipmentsJobTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @RegisterExtension
    static final JobTestKitExtension KIT =
            JobTestKitExtension.of(
                    (environment, world) ->
                            ShipmentsJob.ship(world.input(environment, "orders"))
                                    .sinkTo(world.output("shipments"))
                                    .name("out"));

    @Test
    void shipsWhatIsWorthIt(JobTestKit job) {
        order(job, "ann", 60_00, 0);
        order(job, "bob", 60_00, HOUR);
        order(job, "ann", 39_99, 2 * HOUR);
        assertThat(job.<Shipment>output("shipments")).as("one cent is missing").isEmpty();

        order(job, "ann", 1, 3 * HOUR);
        assertThat(job.<Shipment>output("shipments"))
                .containsExactly(new Shipment("ann", 3, 100_00, 0, 3 * HOUR));
    }

    @Test
    void ordersAndTheirTimerOutliveTheProcess(JobTestKit job) {
        order(job, "ann", 10_00, HOUR);
        job.crash(); // kill -9, and start again
        order(job, "ann", 10_00, 2 * HOUR);
        passed(job, 7 * HOUR - 1);
        assertThat(job.<Shipment>output("shipments")).as("not due").isEmpty();

        job.crash();
        passed(job, 7 * HOUR);
        assertThat(job.<Shipment>output("shipments"))
                .containsExactly(new Shipment("ann", 2, 20_00, HOUR, 2 * HOUR));
    }

    private static void order(JobTestKit job, String customer, long cents, long at) {
        job.<Order>input("orders").send(new Order(customer, cents, at), at);
        job.process();
    }

    private static void passed(JobTestKit job, long time) {
        job.<Order>input("orders").watermark(time);
        job.process();
    }

    @Test
    void nothingIsShippedTwice(JobTestKit job) {
        order(job, "ann", 100_00, HOUR);
        order(job, "bob", 1_00, HOUR);
        passed(job, 7 * HOUR);
        job.<Order>input("orders").send(new Order("ann", 50_00, 8 * HOUR), 8 * HOUR);
        job.crash();
        job.<Order>input("orders").send(new Order("ann", 50_00, 9 * HOUR), 9 * HOUR);
        job.crash();
        job.finish();

        assertThat(job.<Shipment>output("shipments"))
                .containsExactlyInAnyOrder(
                        new Shipment("ann", 1, 100_00, HOUR, HOUR),
                        new Shipment("bob", 1, 1_00, HOUR, HOUR),
                        new Shipment("ann", 2, 100_00, 8 * HOUR, 9 * HOUR));
    }

    @Test
    void theEndOfTheOrdersShipsTheRest(JobTestKit job) {
        order(job, "ann", 5_00, HOUR);
        job.finish();

        assertThat(job.<Shipment>output("shipments"))
                .containsExactly(new Shipment("ann", 1, 5_00, HOUR, HOUR));
    }
}
