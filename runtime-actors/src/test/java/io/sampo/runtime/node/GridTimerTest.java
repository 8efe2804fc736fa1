/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GridTimerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Thread> made = Collections.synchronizedList(new ArrayList<>());
    private final GridTimer timer =
            new GridTimer(
                    task -> {
                        Thread thread = new Thread(task, "of-test");
                        made.add(thread);
                        return thread;
                    });
    private final BlockingQueue<String> rung = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws InterruptedException {
        timer.close();
        for (Thread thread : made) {
            thread.join(LIMIT.toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private String next() throws InterruptedException {
        return rung.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Keeps the timer's thread busy until the latch is counted down. */
    private CountDownLatch hold() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        timer.after(
                0,
                () -> {
                    held.countDown();
                    try {
                        release.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
        assertThat(held.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return release;
    }

    @Test
    void wakeUpsComeByTimeAndNeverTooEarly() throws Exception {
        CountDownLatch release = hold();
        long begun = System.nanoTime();
        timer.after(900 * MILLI, () -> rung.add("third"));
        timer.after(300 * MILLI, () -> rung.add("first"));
        timer.after(600 * MILLI, () -> rung.add("second"));
        release.countDown();

        assertThat(next()).isEqualTo("first");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(300 * MILLI);
        assertThat(next()).isEqualTo("second");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(600 * MILLI);
        assertThat(next()).isEqualTo("third");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(900 * MILLI);
    }

    @Test
    void anEarlierOneWakesTheThreadThatSleepsForALaterOne() throws Exception {
        timer.after(Long.MAX_VALUE, () -> rung.add("never"));
        await().atMost(LIMIT).until(() -> made.get(0).getState() == Thread.State.WAITING);
        timer.after(TimeUnit.HOURS.toNanos(1), () -> rung.add("in an hour"));
        await().atMost(LIMIT).until(() -> made.get(0).getState() == Thread.State.TIMED_WAITING);

        timer.after(0, () -> rung.add("now"));

        assertThat(next()).isEqualTo("now");
        assertThat(made).hasSize(1);
    }

    @Test
    void eachThatIsAskedForInAnotherComesAtALaterMultiple() throws Exception {
        int times = 200;
        AtomicInteger left = new AtomicInteger(times);
        long begun = System.nanoTime();
        Runnable again =
                new Runnable() {
                    @Override
                    public void run() {
                        if (left.decrementAndGet() == 0) {
                            rung.add("done");
                        } else {
                            timer.after(1, this);
                        }
                    }
                };
        timer.after(1, again);

        assertThat(next()).isEqualTo("done");
        // Each comes at another multiple of a tenth of a millisecond.
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo((times - 1) * MILLI / 10);
    }

    @Test
    void fromManyThreadsEachOneComesOnce() throws Exception {
        int threads = 4;
        int each = 2_000;
        CountDownLatch all = new CountDownLatch(threads * each);
        AtomicInteger cancelled = new AtomicInteger();
        List<Thread> askers =
                IntStream.range(0, threads)
                        .mapToObj(i -> new Thread(() -> ask(each, all, cancelled)))
                        .toList();
        askers.forEach(Thread::start);

        assertThat(all.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("left=%s", all).isTrue();
        for (Thread asker : askers) {
            asker.join();
        }
        assertThat(cancelled).hasValue(0);
        assertThat(made).hasSize(1);
    }

    private void ask(int times, CountDownLatch all, AtomicInteger cancelled) {
        for (int i = 0; i < times; i++) {
            timer.after(i % 7 * MILLI / 10, all::countDown);
            timer.after(TimeUnit.HOURS.toNanos(1), cancelled::incrementAndGet).run();
        }
    }

    @Test
    void oneThatFailsDoesNotKeepTheNextFromComing() throws Exception {
        timer.after(
                0,
                () -> {
                    throw new AssertionError("own");
                });
        timer.after(MILLI, () -> rung.add("next"));

        assertThat(next()).isEqualTo("next");
    }

    @Test
    void onceNothingIsAskedForItSleepsEvenIfItWasInterrupted() throws Exception {
        timer.after(
                0,
                () -> {
                    Thread.currentThread().interrupt();
                    rung.add("interrupted");
                });
        assertThat(next()).isEqualTo("interrupted");

        await().atMost(LIMIT).until(() -> made.get(0).getState() == Thread.State.WAITING);
        timer.after(0, () -> rung.add("next"));
        assertThat(next()).isEqualTo("next");
    }

    @Test
    void whatWasCancelledDoesNotComeNorWhatIsAskedForOnceClosed() throws Exception {
        CountDownLatch release = hold();
        Runnable cancel = timer.after(0, () -> rung.add("cancelled"));
        timer.after(0, () -> rung.add("not cancelled"));
        cancel.run();
        cancel.run();
        release.countDown();
        assertThat(next()).isEqualTo("not cancelled");

        CountDownLatch releaseClosed = hold();
        timer.after(0, () -> rung.add("closed"));
        timer.close();
        timer.after(0, () -> rung.add("asked for once closed")).run();
        releaseClosed.countDown();
        made.get(0).join(LIMIT.toMillis());

        assertThat(rung).isEmpty();
    }
}
