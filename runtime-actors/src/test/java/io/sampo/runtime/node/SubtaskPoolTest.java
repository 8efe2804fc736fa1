/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubtaskPoolTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int THREADS = 2;

    private final SubtaskPool pool =
            new SubtaskPool(THREADS, SubtaskPool.threadFactory(Executors.defaultThreadFactory()));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        pool.shutdown();
    }

    private void execute(Work work) {
        execute(pool, work);
    }

    private static void execute(SubtaskPool on, Work work) {
        on.execute(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private interface Work {
        void run() throws Exception;
    }

    private boolean holdUntilReleased() throws InterruptedException {
        return release.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void othersRunWhileManyStandStill() throws Exception {
        int standing = 8;
        CountDownLatch all = new CountDownLatch(standing);
        for (int i = 0; i < standing; i++) {
            execute(
                    () ->
                            SubtaskPool.blocking(
                                    () -> {
                                        all.countDown();
                                        return holdUntilReleased();
                                    }));
        }
        assertThat(all.await(10, TimeUnit.SECONDS)).as("all stand still").isTrue();

        CountDownLatch ran = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            execute(
                    () -> {
                        ran.countDown();
                        // Both at once: there are as many running threads as without those that
                        // wait.
                        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
                    });
        }
        assertThat(ran.await(10, TimeUnit.SECONDS)).as("others run").isTrue();
    }

    @Test
    void whatIsWaitedForRunsThoughItCameAsTheOnlyThreadBeganToWait() throws Exception {
        for (int i = 0; i < 4_000; i++) {
            SubtaskPool single =
                    new SubtaskPool(1, SubtaskPool.threadFactory(Executors.defaultThreadFactory()));
            Meeting meeting = new Meeting();
            CountDownLatch came = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            execute(
                    single,
                    () -> {
                        meeting.arrive();
                        if (SubtaskPool.blocking(
                                () -> came.await(LIMIT.toSeconds(), TimeUnit.SECONDS))) {
                            over.countDown();
                        }
                    });
            meeting.arrive();
            single.execute(came::countDown);

            assertThat(over.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("i=%d", i).isTrue();
            single.shutdown();
        }
    }

    /** Two threads leave it at the same time, as far as there are cores. */
    private static final class Meeting {
        private final AtomicInteger missing = new AtomicInteger(2);

        void arrive() {
            missing.decrementAndGet();
            while (missing.get() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void whereNoThreadCanBeMadeThoseThatAreThereRunAll() throws Exception {
        AtomicInteger made = new AtomicInteger();
        ThreadFactory factory =
                SubtaskPool.threadFactory(
                        task -> {
                            if (made.incrementAndGet() > 1) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            return new Thread(task);
                        });
        SubtaskPool small = new SubtaskPool(THREADS, factory);
        try {
            int tasks = 100;
            CountDownLatch ran = new CountDownLatch(tasks);
            for (int i = 0; i < tasks; i++) {
                execute(
                        small,
                        () -> {
                            waitALittle();
                            ran.countDown();
                        });
            }

            assertThat(ran.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("left=%s", ran).isTrue();
            assertThat(small.getPoolSize()).isEqualTo(1);
        } finally {
            small.shutdownNow();
        }
    }

    @Test
    void noTaskIsLeftBehindHoweverThreadsComeAndGo() throws Exception {
        int tasks = 20_000;
        CountDownLatch ran = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            int number = i;
            execute(
                    () -> {
                        ran.countDown();
                        if (number % 500 == 0) {
                            throw new ThreadEndsException();
                        }
                        if (number % 7 == 0) {
                            waitALittle();
                        }
                    });
        }

        assertThat(ran.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("left=%s", ran).isTrue();
    }

    private static void waitALittle() throws Exception {
        SubtaskPool.blocking(
                () -> {
                    Thread.yield();
                    return "";
                });
    }

    /** Ends a thread of the pool, without a word on the console. */
    private static final class ThreadEndsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ThreadEndsException() {
            super("ends the thread");
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
        }
    }

    @Test
    void noMoreThanAsManyStayAsWereThereTwice() {
        int standing = 16;
        for (int i = 0; i < standing; i++) {
            execute(() -> SubtaskPool.blocking(this::holdUntilReleased));
        }
        await().atMost(LIMIT).until(() -> pool.getPoolSize() >= standing);

        release.countDown();

        await().atMost(LIMIT).until(() -> pool.getPoolSize() <= 2 * THREADS);
        assertThat(pool.getCorePoolSize()).isEqualTo(THREADS);
    }

    @Test
    void aWaitWithinAWaitCountsOnce() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        execute(
                () ->
                        SubtaskPool.blocking(
                                () ->
                                        SubtaskPool.blocking(
                                                () -> {
                                                    inside.countDown();
                                                    return holdUntilReleased();
                                                })));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(pool.getCorePoolSize()).isEqualTo(THREADS + 1);
    }

    @Test
    void aWaitThatFailsIsOverToo() {
        AtomicInteger thrown = new AtomicInteger();
        execute(
                () -> {
                    try {
                        SubtaskPool.blocking(
                                () -> {
                                    throw new IOException("own");
                                });
                    } catch (IOException e) {
                        thrown.incrementAndGet();
                    }
                });
        await().atMost(LIMIT).until(() -> thrown.get() == 1);

        assertThat(pool.getCorePoolSize()).isEqualTo(THREADS);
    }

    @Test
    void onAnyOtherThreadItJustRuns() throws Exception {
        assertThat(SubtaskPool.blocking(() -> "result")).isEqualTo("result");
        assertThatThrownBy(
                        () ->
                                SubtaskPool.blocking(
                                        () -> {
                                            throw new IOException("own");
                                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("own");
        assertThat(pool.getCorePoolSize()).isEqualTo(THREADS);
    }

    @Test
    void itsThreadsAreDaemonsAndHaveTheEnginesClassLoader() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader job = new ClassLoader(before) {};
        CountDownLatch done = new CountDownLatch(1);
        ClassLoader[] found = new ClassLoader[1];
        boolean[] daemon = new boolean[1];
        Thread.currentThread().setContextClassLoader(job);
        try {
            execute(
                    () -> {
                        found[0] = Thread.currentThread().getContextClassLoader();
                        daemon[0] = Thread.currentThread().isDaemon();
                        done.countDown();
                    });
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(found[0]).isSameAs(SubtaskPool.class.getClassLoader());
        assertThat(daemon[0]).isTrue();
    }

    private void awaitUninterruptibly() {
        while (true) {
            try {
                holdUntilReleased();
                return;
            } catch (InterruptedException again) {
                // As code that is not to be stopped.
            }
        }
    }

    @Test
    void othersRunThoughThereIsCodeThatCannotBeInterrupted() throws Exception {
        int stuck = 3 * THREADS;
        for (int i = 0; i < stuck; i++) {
            JobCode code = new JobCode(getClass().getClassLoader());
            CountDownLatch inside = new CountDownLatch(1);
            execute(
                    () -> {
                        code.enter();
                        inside.countDown();
                        awaitUninterruptibly();
                        code.leave();
                    });
            assertThat(inside.await(10, TimeUnit.SECONDS)).as("stuck=%d", i).isTrue();
            code.cancel();
            code.interrupt();
            code.interrupt();
        }
        assertThat(pool.getCorePoolSize()).as("each is replaced once").isEqualTo(THREADS + stuck);

        release.countDown();

        await().atMost(LIMIT).until(() -> pool.getCorePoolSize() == THREADS);
    }
}
