/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
    private final Deque<Runnable> handed = new ArrayDeque<>();
    private final SerialExecutor serial = new SerialExecutor(handed::add);
    private final List<String> done = new ArrayList<>();

    private void runHanded() {
        while (!handed.isEmpty()) {
            handed.poll().run();
        }
    }

    @Test
    void tasksRunInTheirOrderOnOneThreadAtATime() {
        serial.execute(() -> done.add("a"));
        serial.execute(() -> done.add("b"));
        assertThat(handed).hasSize(1);
        runHanded();
        serial.execute(() -> done.add("c"));
        runHanded();

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void aTaskMayHandOverAnother() {
        serial.execute(() -> serial.execute(() -> done.add("inner")));
        runHanded();

        assertThat(done).containsExactly("inner");
    }

    @Test
    void aTaskThatFailsDoesNotHoldBackTheOthers() {
        serial.execute(
                () -> {
                    throw new AssertionError("this one is logged");
                });
        serial.execute(() -> done.add("after"));
        runHanded();
        serial.execute(() -> done.add("later"));
        runHanded();

        assertThat(done).containsExactly("after", "later");
    }

    @Test
    void noTwoRunTogetherAndNoneIsLost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            SerialExecutor shared = new SerialExecutor(threads);
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger together = new AtomicInteger();
            int count = 20_000;
            CountDownLatch left = new CountDownLatch(count);
            for (int sender = 0; sender < 2; sender++) {
                threads.execute(
                        () -> {
                            for (int i = 0; i < count / 2; i++) {
                                shared.execute(
                                        () -> {
                                            if (inside.incrementAndGet() > 1) {
                                                together.incrementAndGet();
                                            }
                                            inside.decrementAndGet();
                                            left.countDown();
                                        });
                            }
                        });
            }
            assertThat(left.await(20, TimeUnit.SECONDS)).as("left=%s", left).isTrue();
            assertThat(together).hasValue(0);
        } finally {
            threads.shutdownNow();
        }
    }
}
