/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeThreadsTest {
    private final NodeThreads threads = new NodeThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void workThatBlocksNeverWaitsForOtherWork() throws Exception {
        int count = 100;
        CountDownLatch together = new CountDownLatch(count);
        CountDownLatch done = new CountDownLatch(count);
        Thread caller = Thread.currentThread();
        AtomicInteger onCaller = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            threads.io()
                    .execute(
                            () -> {
                                if (Thread.currentThread() == caller) {
                                    onCaller.incrementAndGet();
                                }
                                together.countDown();
                                try {
                                    // All of them stand here at the same time.
                                    if (together.await(20, TimeUnit.SECONDS)) {
                                        done.countDown();
                                    }
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
        }

        assertThat(done.await(20, TimeUnit.SECONDS)).as("left=%s", together).isTrue();
        assertThat(onCaller).hasValue(0);
    }

    @Test
    void aWakeUpComesAfterItsTimeAndNotIfItWasCancelled() throws Exception {
        CountDownLatch rung = new CountDownLatch(1);
        AtomicInteger cancelled = new AtomicInteger();
        Runnable cancel =
                threads.timer()
                        .after(TimeUnit.MILLISECONDS.toNanos(250), cancelled::incrementAndGet);
        cancel.run();
        long start = System.nanoTime();
        threads.timer().after(TimeUnit.MILLISECONDS.toNanos(300), rung::countDown);

        assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void afterClosingNothingIsScheduled() {
        NodeThreads closed = new NodeThreads();
        closed.close();

        closed.timer().after(0, () -> {}).run();
    }

    @Test
    void noThreadKeepsTheClassLoaderOfWhoMadeIt() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new ClassLoader(before) {});
        CompletableFuture<ClassLoader> io = new CompletableFuture<>();
        CompletableFuture<ClassLoader> timer = new CompletableFuture<>();
        try {
            threads.io().execute(() -> complete(io));
            threads.timer().after(0, () -> complete(timer));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        ClassLoader engine = NodeThreads.class.getClassLoader();
        assertThat(io.get(10, TimeUnit.SECONDS)).isSameAs(engine);
        assertThat(timer.get(10, TimeUnit.SECONDS)).isSameAs(engine);
    }

    private static void complete(CompletableFuture<ClassLoader> found) {
        found.complete(Thread.currentThread().getContextClassLoader());
    }
}
