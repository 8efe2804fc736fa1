/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.simulation.schedule.VirtualScheduler.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit is for a scheduler whose turn is lost: nobody would ever have it again. */
@Timeout(60)
class VirtualSchedulerTest {
    private static final long MOST_STEPS = 1_000;

    private final VirtualScheduler scheduler = new VirtualScheduler(1, new Carriers());
    private final List<String> log = new ArrayList<>();

    private End runUntil(String last) {
        return scheduler.run(() -> log.contains(last), MOST_STEPS);
    }

    @Test
    void aThreadStandsStillUntilItIsToldToGoOn() {
        scheduler.execute(
                () -> {
                    Thread standing = Thread.currentThread();
                    scheduler.after(
                            1_000_000,
                            () -> {
                                log.add("told");
                                scheduler.unpark(standing);
                            });
                    scheduler.park(this);
                    log.add("went on");
                });

        assertThat(runUntil("went on")).isEqualTo(End.REACHED);
        assertThat(log).containsExactly("told", "went on");
    }

    @Test
    void aThreadThatWasToldBeforeDoesNotStandStill() {
        scheduler.execute(
                () -> {
                    scheduler.unpark(Thread.currentThread());
                    scheduler.unpark(Thread.currentThread());
                    scheduler.park(this);
                    log.add("went on");
                    scheduler.park(this);
                    log.add("went on again");
                });

        assertThat(runUntil("went on again"))
                .as("told twice is told once")
                .isEqualTo(End.NOTHING_LEFT);
        assertThat(log).containsExactly("went on");
    }

    @Test
    void aTaskThatThrowsEndsTheRunAndLeavesTheThreadsWhole() {
        IllegalStateException bug = new IllegalStateException("a bug");
        scheduler.execute(
                () -> {
                    throw bug;
                });
        assertThat(runUntil("never")).isEqualTo(End.TASK_FAILED);
        assertThat(scheduler.failure()).isSameAs(bug);

        scheduler.execute(() -> log.add("went on"));

        assertThat(runUntil("went on")).isEqualTo(End.REACHED);
        assertThat(scheduler.failure()).isNull();
    }

    @Test
    void aTaskThatThrowsAfterItHasStoodStillEndsTheRun() {
        IllegalStateException bug = new IllegalStateException("a bug");
        scheduler.execute(
                () -> {
                    scheduler.sleep(Duration.ofMillis(5));
                    throw bug;
                });

        assertThat(runUntil("never")).isEqualTo(End.TASK_FAILED);
        assertThat(scheduler.failure()).isSameAs(bug);
    }

    @Test
    void theSameSeedGivesTheSameOrder() {
        List<Long> hashes = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            VirtualScheduler each = new VirtualScheduler(seed, new Carriers());
            for (int i = 0; i < 100; i++) {
                each.after(i * 1_000, () -> each.execute(() -> {}));
            }
            assertThat(each.run(() -> false, MOST_STEPS)).isEqualTo(End.NOTHING_LEFT);
            hashes.add(each.traceHash());
        }

        assertThat(hashes.get(1)).isEqualTo(hashes.get(0)).isNotEqualTo(hashes.get(2));
    }
}
