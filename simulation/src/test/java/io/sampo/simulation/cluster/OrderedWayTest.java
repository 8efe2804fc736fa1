/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.simulation.schedule.Carriers;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedWayTest {
    private static final int SEEDS = 50;
    private static final int SENT = 100;
    private static final int MOST_STEPS = 10_000;

    private final List<Integer> arrived = new ArrayList<>();

    private void send(OrderedWay way, int from, int to) {
        for (int i = from; i < to; i++) {
            int number = i;
            way.send(() -> arrived.add(number));
        }
    }

    private static void runAll(VirtualScheduler scheduler) {
        scheduler.run(() -> false, MOST_STEPS);
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void whatIsSentArrivesInOrderWhateverTheSeed() {
        for (long seed = 0; seed < SEEDS; seed++) {
            VirtualScheduler scheduler = new VirtualScheduler(seed, new Carriers());
            OrderedWay way = new OrderedWay(scheduler);
            arrived.clear();
            send(way, 0, SENT);
            runAll(scheduler);

            assertThat(arrived).as("seed %d", seed).isEqualTo(numbers(0, SENT));
            assertThat(way.isEmpty()).isTrue();
        }
    }

    @Test
    void nothingGetsThroughWhileItIsBlockedAndAllOfItAfterwards() {
        VirtualScheduler scheduler = new VirtualScheduler(1, new Carriers());
        OrderedWay way = new OrderedWay(scheduler);
        way.block();
        send(way, 0, SENT);
        runAll(scheduler);
        assertThat(arrived).isEmpty();

        way.unblock();
        runAll(scheduler);

        assertThat(arrived).isEqualTo(numbers(0, SENT));
    }

    /** The shorter of two partitions does not end the longer one. */
    @Test
    void nothingGetsThroughUntilTheLastBlockIsGone() {
        VirtualScheduler scheduler = new VirtualScheduler(1, new Carriers());
        OrderedWay way = new OrderedWay(scheduler);
        way.block();
        way.block();
        send(way, 0, SENT);
        way.unblock();
        runAll(scheduler);
        assertThat(arrived).isEmpty();

        way.unblock();
        runAll(scheduler);

        assertThat(arrived).isEqualTo(numbers(0, SENT));
    }

    @Test
    void whatIsLostNeverComesAndWhatIsSentLaterDoes() {
        VirtualScheduler scheduler = new VirtualScheduler(1, new Carriers());
        OrderedWay way = new OrderedWay(scheduler);
        send(way, 0, SENT);
        way.lose();
        send(way, SENT, 2 * SENT);
        runAll(scheduler);

        assertThat(arrived).isEqualTo(numbers(SENT, 2 * SENT));
    }
}
