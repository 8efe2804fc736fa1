/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StepwiseTaskTest {
    private static final int LIMIT_SECONDS = 60;

    private final Deque<Runnable> executor = new ArrayDeque<>();
    private int steps;

    @Test
    void manyCallsBeforeAStepAreOne() {
        StepwiseTask task = new StepwiseTask(executor::add, this::countStep);

        task.schedule();
        task.schedule();
        task.schedule();

        assertThat(executor).hasSize(1);
        runAll();
        assertThat(steps).isEqualTo(1);
        task.schedule();
        runAll();
        assertThat(steps).isEqualTo(2);
    }

    @Test
    void whatHasMoreToDoMakesWayForOthers() {
        Deque<String> order = new ArrayDeque<>();
        StepwiseTask task =
                new StepwiseTask(
                        executor::add,
                        () -> {
                            order.add("step");
                            return order.size() < 4;
                        });
        task.schedule();
        executor.add(() -> order.add("other"));

        runAll();

        assertThat(order).containsExactly("step", "other", "step", "step");
    }

    @Test
    void aCallDuringAStepIsFollowedByAStep() {
        StepwiseTask[] task = new StepwiseTask[1];
        task[0] =
                new StepwiseTask(
                        executor::add,
                        () -> {
                            if (++steps < 3) {
                                task[0].schedule();
                            }
                            return false;
                        });
        task[0].schedule();

        runAll();

        assertThat(steps).isEqualTo(3);
    }

    /** What the steps touch has no lock: two at a time would lose some of it. */
    @Test
    void nothingIsLostBetweenThreads() throws InterruptedException {
        int each = 20_000;
        int threads = 4;
        Queue<Integer> work = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(threads * each);
        int[] taken = new int[1];
        ExecutorService pool = Executors.newFixedThreadPool(2 * threads);
        try {
            StepwiseTask task =
                    new StepwiseTask(
                            pool,
                            () -> {
                                if (work.poll() != null) {
                                    taken[0]++;
                                    done.countDown();
                                }
                                return !work.isEmpty();
                            });
            for (int thread = 0; thread < threads; thread++) {
                pool.execute(
                        () -> {
                            for (int i = 0; i < each; i++) {
                                work.add(i);
                                task.schedule();
                            }
                        });
            }

            assertThat(done.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("left: %s", work).isTrue();
            assertThat(taken[0]).isEqualTo(threads * each);
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean countStep() {
        steps++;
        return false;
    }

    private void runAll() {
        for (Runnable next = executor.poll(); next != null; next = executor.poll()) {
            next.run();
        }
    }
}
