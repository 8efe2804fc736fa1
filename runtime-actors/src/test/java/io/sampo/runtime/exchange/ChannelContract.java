/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.EndOfInput;
import io.sampo.core.element.Watermark;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every channel does, within a process or between nodes. */
public abstract class ChannelContract {
    private static final long DEADLINE_SECONDS = 20;

    private final AtomicInteger senderRung = new AtomicInteger();
    private final AtomicInteger receiverRung = new AtomicInteger();

    /** Both ends of a new channel. */
    public record Ends(OutputChannel sender, InputChannel receiver) {}

    /** Opens a channel. */
    protected abstract Ends open(int credits, Doorbell sender, Doorbell receiver);

    /** Returns how many frames the sleeping threads exchange. */
    protected abstract int framesUnderStress();

    private Ends open(int credits) {
        Ends ends = open(credits, senderRung::incrementAndGet, receiverRung::incrementAndGet);
        Soon.until(ends.sender()::hasCredit);
        senderRung.set(0);
        return ends;
    }

    private static Frame take(Ends ends) {
        Soon.until(ends.receiver()::hasFrame);
        Frame frame = ends.receiver().poll();
        assertThat(frame).isNotNull();
        return frame;
    }

    @Test
    void framesArriveInTheirOrderWithNumbersFromZero() {
        Ends ends = open(2);
        for (int i = 0; i < 100; i++) {
            ends.sender().send(Frames.withControl(new Watermark(i), "record " + i));
        }

        for (int i = 0; i < 100; i++) {
            Frame frame = take(ends);
            assertThat(frame.sequence()).isEqualTo(i);
            assertThat(frame.record(0)).isEqualTo("record " + i);
            assertThat(frame.control()).isEqualTo(new Watermark(i));
        }
        assertThat(ends.receiver().hasFrame()).isFalse();
        assertThat(ends.receiver().poll()).isNull();
    }

    @Test
    void everyFrameTakesACreditAndPollingGivesItBack() {
        Ends ends = open(2);
        ends.sender().send(Frames.of("a"));
        assertThat(ends.sender().hasCredit()).isTrue();
        ends.sender().send(control());
        assertThat(ends.sender().hasCredit()).isFalse();

        take(ends);

        Soon.until(ends.sender()::hasCredit);
    }

    @Test
    void controlElementsMayGoWithoutCreditAndThenItTakesLongerUntilThereIsSome() {
        Ends ends = open(2);
        for (int i = 0; i < 5; i++) {
            ends.sender().send(control());
        }
        for (int i = 0; i < 3; i++) {
            take(ends);
            assertThat(ends.sender().hasCredit()).as("after %d polls", i + 1).isFalse();
        }

        take(ends);

        Soon.until(ends.sender()::hasCredit);
    }

    @Test
    void theReceiverIsRungForEachFrame() {
        Ends ends = open(4);
        ends.sender().send(Frames.of("a"));
        Soon.until(() -> receiverRung.get() == 1);
        assertThat(ends.receiver().hasFrame()).isTrue();

        ends.sender().send(Frames.of("b"));
        Soon.until(() -> receiverRung.get() == 2);
        assertThat(senderRung).hasValue(0);
    }

    @Test
    void theSenderIsRungOnceIfItAsked() {
        Ends ends = open(2);
        ends.sender().send(Frames.of("a"));
        ends.sender().send(Frames.of("b"));
        assertThat(ends.sender().callWhenCredit()).isTrue();

        take(ends);
        Soon.until(() -> senderRung.get() == 1);
        take(ends);
        ends.sender().send(Frames.of("c"));
        take(ends);
        assertThat(senderRung).hasValue(1);
    }

    @Test
    void theSenderIsNotRungIfThereIsCreditAlready() {
        Ends ends = open(2);
        ends.sender().send(Frames.of("a"));
        assertThat(ends.sender().callWhenCredit()).isFalse();

        take(ends);
        ends.sender().send(Frames.of("b"));
        take(ends);

        assertThat(senderRung).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverTheOrderAllArrivesAndNoMoreIsUnderWayThanCredit(long seed) {
        Random random = new Random(seed);
        int credits = 1 + random.nextInt(5);
        Ends ends = open(credits);
        Deque<String> underWay = new ArrayDeque<>();
        int sinceControl = 0;
        for (int step = 0; step < 2000; step++) {
            int choice = random.nextInt(10);
            if (choice < 5 && ends.sender().hasCredit()) {
                assertThat(underWay.size()).as("seed=%d", seed).isLessThan(credits);
                sendOne(ends, frame(random), underWay);
            } else if (choice == 5 && sinceControl < 3) {
                sinceControl++;
                sendOne(ends, Frames.withControl(new Watermark(step), step), underWay);
            } else if (choice > 5 && ends.receiver().hasFrame()) {
                takeOne(ends, underWay, seed);
                sinceControl = 0;
            }
        }
        while (!underWay.isEmpty()) {
            takeOne(ends, underWay, seed);
        }
        Soon.until("seed=" + seed, ends.sender()::hasCredit);
    }

    private static void sendOne(Ends ends, Frame frame, Deque<String> underWay) {
        underWay.add(Frames.describe(frame));
        ends.sender().send(frame);
    }

    private static void takeOne(Ends ends, Deque<String> underWay, long seed) {
        assertThat(Frames.describe(take(ends))).as("seed=%d", seed).isEqualTo(underWay.remove());
    }

    private static Frame frame(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Frames.of();
            case 1 -> Frames.of(random.nextLong(), "text " + random.nextInt());
            case 2 ->
                    Frames.keyed(
                            new long[] {Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()},
                            "k" + random.nextInt(),
                            random.nextInt(),
                            random.nextLong());
            case 3 -> Frames.withControl(EndOfInput.INSTANCE, random.nextDouble());
            case 4 ->
                    Frames.withControl(
                            new CheckpointBarrier(
                                    random.nextInt(), 7, CheckpointBarrier.Kind.SAVEPOINT));
            default -> {
                byte[] bytes = new byte[random.nextInt(200_000)];
                random.nextBytes(bytes);
                yield Frames.of(bytes, 1);
            }
        };
    }

    /**
     * One thread sends, another receives, and both sleep when they have nothing to do. A ring that
     * is lost leaves both asleep for ever, which the deadline shows.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noWakeUpIsLost(long seed) throws Exception {
        int frames = framesUnderStress();
        int credits = 1 + new Random(seed).nextInt(4);
        Sleeper sending = new Sleeper(seed * 31);
        Sleeper receiving = new Sleeper(seed * 37);
        Ends ends = open(credits, sending, receiving);
        AtomicReference<String> progress = new AtomicReference<>("nothing yet");

        CompletableFuture<Integer> sender =
                inThread(() -> send(ends.sender(), frames, sending, new Random(seed * 41)));
        CompletableFuture<Integer> receiver =
                inThread(
                        () ->
                                receive(
                                        ends.receiver(),
                                        frames,
                                        receiving,
                                        new Random(seed * 43),
                                        progress));

        try {
            CompletableFuture.allOf(sender, receiver).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
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
        assertThat(receiver.join()).as("seed=%d", seed).isEqualTo(frames);
    }

    private static int send(OutputChannel channel, int frames, Sleeper self, Random random) {
        self.thread = Thread.currentThread();
        for (int sent = 0; sent < frames; ) {
            if (channel.hasCredit()) {
                channel.send(Frames.of(sent++));
                dawdle(random);
            } else if (channel.callWhenCredit()) {
                self.sleepUnless(() -> !channel.callWhenCredit());
            }
        }
        return frames;
    }

    private static int receive(
            InputChannel channel,
            int frames,
            Sleeper self,
            Random random,
            AtomicReference<String> progress) {
        self.thread = Thread.currentThread();
        List<Integer> wrong = new ArrayList<>();
        for (int expected = 0; expected < frames; ) {
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
        return frames;
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

    private static CompletableFuture<Integer> inThread(Supplier<Integer> work) {
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

    private static Frame control() {
        return Frames.withControl(EndOfInput.INSTANCE);
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

        void sleepUnless(BooleanSupplier hasWork) {
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
