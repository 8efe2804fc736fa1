/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobCodeTest {
    private final ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
    private final JobCode code = new JobCode(loader);

    @Test
    void theThreadHasTheJobsClassLoaderWhileItIsInside() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        code.enter();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(loader);
        code.leave();

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void theThreadInsideIsInterruptedEachTime() {
        code.enter();
        code.interrupt();
        assertThat(Thread.interrupted()).isTrue();
        code.interrupt();
        assertThat(Thread.interrupted()).isTrue();
        code.leave();
    }

    @Test
    void whoEntersLateFindsOutThatItIsCancelled() {
        assertThat(code.isCancelled()).isFalse();
        code.cancel();
        code.enter();

        assertThat(code.isCancelled()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        code.leave();
    }

    @Test
    void whoHasLeftIsNotInterrupted() {
        code.enter();
        code.leave();
        code.interrupt();

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anInterruptEndsWithTheVisit() {
        code.enter();
        code.interrupt();
        code.leave();

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anInterruptNeverHitsAThreadThatHasLeft() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger outside = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Thread visitor =
                new Thread(
                        () -> {
                            while (!stop.get()) {
                                code.enter();
                                for (int i = 0; i < 100; i++) {
                                    if (Thread.interrupted()) {
                                        inside.incrementAndGet();
                                    }
                                }
                                code.leave();
                                for (int i = 0; i < 20; i++) {
                                    if (Thread.interrupted()) {
                                        outside.incrementAndGet();
                                    }
                                }
                            }
                            done.countDown();
                        });
        visitor.start();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
        while (System.nanoTime() < end) {
            code.interrupt();
        }
        stop.set(true);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(outside).hasValue(0);
        assertThat(inside.get()).as("was never inside when interrupted").isPositive();
    }
}
