/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One thread sends, another receives, and both sleep when they have nothing to do. A ring that is
 * lost leaves both asleep for ever, which the deadline shows.
 */
class LocalChannelStressTest {
    private static final int FRAMES = 60_000;
    private static final long DEADLINE_SECONDS = 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noWakeUpIsLost(long seed) throws Exception {
        Random settings = new Random(seed);
        int credits = 1 + settings.nextInt(4);
        Sleeper sending = new Sleeper(seed * 31);
        Sleeper receiving = new Sleeper(seed * 37);
        LocalChannel channel = new LocalChannel("stress", credits, sending, receiving);
        AtomicReference<String> progress = new AtomicReference<>("nothing yet");

        CompletableFuture<Integer> sender =
                inThread(() -> send(channel, sending, new Random(seed * 41)));
        CompletableFuture<Integer> receiver =
                inThread(() -> receive(channel, receiving, new Random(seed * 43), progress));

        CompletableFuture<Void> both = CompletableFuture.allOf(sender, receiver);
        try {
            both.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException stuck) {
            throw new AssertionError(
                    "A wake-up was lost: seed="
                            + seed
                            + " credits="
                            + credits
                            + " sender="
                            + sending
                            + " receiver="
                            + receiving
                            + " progress="
                            + progress.get(),
                    stuck);
        }
        assertThat(receiver.join()).as("seed=%d", seed).isEqualTo(FRAMES);
    }

    private static int send(LocalChannel channel, Sleeper self, Random random) {
        self.thread = Thread.currentThread();
        for (int sent = 0; sent < FRAMES; ) {
            if (channel.hasCredit()) {
                Frame frame = new Frame(1, false);
                frame.records[0] = sent++;
                frame.size = 1;
                channel.send(frame);
                dawdle(random);
            } else if (channel.callWhenCredit()) {
                self.sleepUnless(() -> !channel.callWhenCredit());
            }
        }
        return FRAMES;
    }

    private static int receive(
            LocalChannel channel, Sleeper self, Random random, AtomicReference<String> progress) {
        self.thread = Thread.currentThread();
        List<Integer> wrong = new ArrayList<>();
        for (int expected = 0; expected < FRAMES; ) {
            Frame frame = channel.poll();
            if (frame == null) {
                self.sleepUnless(channel::hasFrame);
            } else {
                if (!frame.record(0).equals(expected)) {
                    wrong.add(expected);
                }
                expected++;
                progress.lazySet("received " + expected);
                dawdle(random);
            }
        }
        assertThat(wrong).isEmpty();
        return FRAMES;
    }

    /** Shifts the two threads against each other, so that they meet at every place. */
    private static void dawdle(Random random) {
        int choice = random.nextInt(64);
        if (choice == 0) {
            Thread.yield();
        } else if (choice < 16) {
            for (int i = 0; i < choice * 8; i++) {
                Thread.onSpinWait();
            }
        }
    }

    private static CompletableFuture<Integer> inThread(java.util.function.Supplier<Integer> work) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                done.complete(work.get());
                            } catch (Throwable e) {
                                done.completeExceptionally(e);
                            }
                        },
                        "stress");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /**
     * Sleeps as a subtask does: says so, looks once more, and is woken by the first ring after
     * that.
     */
    private static final class Sleeper implements Doorbell {
        private final AtomicBoolean awake = new AtomicBoolean(true);
        private final Random random;
        private volatile @Nullable Thread thread;

        Sleeper(long seed) {
            random = new Random(seed);
        }

        @Override
        public void ring() {
            if (random.nextInt(8) == 0) {
                // Between clearing the flag of the sender and waking it.
                Thread.yield();
            }
            if (!awake.get() && awake.compareAndSet(false, true)) {
                LockSupport.unpark(thread);
            }
        }

        void sleepUnless(java.util.function.BooleanSupplier hasWork) {
            awake.set(false);
            if (hasWork.getAsBoolean()) {
                awake.set(true);
                return;
            }
            long deadline = System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
            while (!awake.get() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(this, deadline - System.nanoTime());
            }
            if (!awake.get()) {
                throw new AssertionError("Nobody rang");
            }
        }

        @Override
        public String toString() {
            return awake.get() ? "awake" : "asleep";
        }
    }
}
