/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.Watermark;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ForySerializationFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private final ManualClock clock = new ManualClock(0);
    private final HandChannel channel = new HandChannel(100);
    private final HandWait wait = new HandWait();
    private final OutputPressure pressure = new OutputPressure(wait);
    private final FrameWriter writer = writer(channel, false);

    /** Gives a credit when a collect waits, or lets it be cancelled. */
    private final class HandWait implements CreditWait {
        private int waits;
        private boolean cancelled;

        @Override
        public void await(BooleanSupplier ready) {
            waits++;
            assertThat(ready.getAsBoolean()).as("waits though there is credit").isFalse();
            if (cancelled) {
                throw new StreamException(ErrorCode.CANCELLED, "cancelled");
            }
            channel.credits = 1;
            assertThat(ready.getAsBoolean()).as("still waits though there is credit").isTrue();
        }

        @Override
        public void signal() {}
    }

    private FrameWriter writer(HandChannel to, boolean keyed) {
        return new FrameWriter(
                to,
                keyed,
                pressure,
                new FrameSizer(
                        new ForySerializationFactory(getClass().getClassLoader())
                                .create()
                                .forWire("test"),
                        to.frameLimit()),
                clock);
    }

    private void add(Object record) {
        writer.add(record, 7, null, 0);
    }

    private void addNumbers(long from, long to) {
        for (long n = from; n < to; n++) {
            add(n);
        }
    }

    @Test
    void aFullFrameLeavesAtOnce() {
        addNumbers(0, 255);
        assertThat(channel.sent).isEmpty();

        addNumbers(255, 256);

        assertThat(channel.sizes()).containsExactly(256);
        assertThat(channel.sent.getFirst().timestamp(255)).isEqualTo(7);
        assertThat(channel.sent.getFirst().keys()).isNull();
    }

    @Test
    void everyRecordArrivesOnceAndInOrderWhateverTheFramesAre() {
        List<Object> expected = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            int size = (round * 37) % 300;
            for (int i = 0; i < size; i++) {
                String record = round + "/" + i;
                expected.add(record);
                add(record);
            }
            writer.flush();
        }

        assertThat(channel.records()).isEqualTo(expected);
        assertThat(channel.sizes()).allSatisfy(size -> assertThat(size).isBetween(1, 256));
    }

    @Test
    void keysAndHashesTravelWithTheRecordsOfAnyNumber() {
        FrameWriter keyed = writer(channel, true);
        keyed.add("first", 1, "k", 11);
        keyed.flush();
        for (int i = 0; i < 256; i++) {
            keyed.add("r" + i, i, "k" + i, i);
        }

        Frame grown = channel.sent.getLast();
        assertThat(grown.size()).isEqualTo(256);
        for (int i = 0; i < 256; i++) {
            assertThat(grown.record(i)).isEqualTo("r" + i);
            assertThat(grown.keys()[i]).isEqualTo("k" + i);
            assertThat(grown.keyHashes()[i]).isEqualTo(i);
            assertThat(grown.timestamp(i)).isEqualTo(i);
        }
    }

    @Test
    void aFullFrameWithoutCreditBlocksTheSubtaskAndGoesWhenThereIsCredit() {
        channel.credits = 0;
        addNumbers(0, 256);
        assertThat(channel.sent).isEmpty();
        assertThat(pressure.isBlocked()).isTrue();
        assertThat(writer.callWhenCredit()).isTrue();
        assertThat(channel.asked).isTrue();

        writer.resume();
        assertThat(pressure.isBlocked()).isTrue();
        channel.credits = 1;
        assertThat(writer.callWhenCredit()).isFalse();
        writer.resume();

        assertThat(channel.sizes()).containsExactly(256);
        assertThat(pressure.isBlocked()).isFalse();
    }

    @Test
    void aRecordBehindAFullFrameWaitsForCredit() {
        channel.credits = 0;
        addNumbers(0, 257);

        assertThat(wait.waits).isOne();
        assertThat(pressure.waits()).isOne();
        assertThat(channel.sizes()).containsExactly(256);
        assertThat(pressure.isBlocked()).isFalse();
        channel.credits = 1;
        writer.flush();
        assertThat(channel.records()).hasSize(257).endsWith(255L, 256L);
    }

    @Test
    void aWaitThatIsCancelledEndsWithItsException() {
        channel.credits = 0;
        addNumbers(0, 256);
        wait.cancelled = true;

        assertThatThrownBy(() -> add(256L)).hasMessage("cancelled");
    }

    @Test
    void aControlElementPushesOutWhatWasBegunAndComesLast() {
        addNumbers(0, 3);
        writer.control(new Watermark(5));
        writer.control(new Watermark(6));

        assertThat(channel.sizes()).containsExactly(3, 0);
        assertThat(channel.sent)
                .extracting(Frame::control)
                .containsExactly(new Watermark(5), new Watermark(6));
    }

    @Test
    void aControlElementGoesWithoutCreditAndBlocksTheSubtaskUntilThereIsSome() {
        channel.credits = 0;
        add(1L);
        writer.control(new Watermark(5));
        assertThat(channel.sizes()).containsExactly(1);
        assertThat(pressure.isBlocked()).isTrue();
        assertThat(writer.callWhenCredit()).isTrue();

        writer.control(new Watermark(6));
        channel.credits = 1;
        assertThat(writer.callWhenCredit()).isFalse();
        writer.resume();

        assertThat(pressure.isBlocked()).isFalse();
        assertThat(writer.callWhenCredit()).isTrue();
        assertThat(channel.asked).as("asks though nothing waits").isFalse();
    }

    @Test
    void aFullFrameThatAControlElementPushesOutLeavesTheSubtaskBlocked() {
        channel.credits = 0;
        addNumbers(0, 256);
        writer.control(new Watermark(5));
        assertThat(channel.sizes()).containsExactly(256);
        assertThat(pressure.isBlocked()).isTrue();

        addNumbers(256, 512);
        assertThat(wait.waits).as("a frame may be begun behind a control element").isZero();
        channel.credits = 1;
        writer.resume();

        assertThat(channel.sizes()).containsExactly(256, 256);
        assertThat(pressure.isBlocked()).isFalse();
    }

    @Test
    void aControlElementWithCreditDoesNotBlock() {
        channel.credits = 1;
        add(1L);
        writer.control(new Watermark(5));

        assertThat(pressure.isBlocked()).isFalse();
    }

    @Test
    void flushSendsAPartOfAFrameOnlyWithCredit() {
        add(1L);
        channel.credits = 0;
        assertThat(writer.flush()).isFalse();
        channel.credits = 1;
        assertThat(writer.flush()).isTrue();
        assertThat(writer.flush()).isTrue();

        assertThat(channel.sizes()).containsExactly(1);
    }

    @Test
    void onlyOldFramesAreFlushedByAge() {
        add(1L);
        clock.advance(Duration.ofNanos(1_999_999));
        writer.flushOlderThan(2_000_000, clock.nanoTime());
        assertThat(channel.sent).isEmpty();

        clock.advance(Duration.ofNanos(1));
        writer.flushOlderThan(2_000_000, clock.nanoTime());

        assertThat(channel.sizes()).containsExactly(1);
    }

    @Test
    void nothingToSendIsNothingToWaitFor() {
        channel.credits = 0;
        assertThat(writer.callWhenCredit()).isTrue();
        assertThat(channel.asked).isFalse();
    }

    @Test
    void largeTextsMakeSmallFrames() {
        String text = "x".repeat(8 * 1024);
        for (int i = 0; i < 10; i++) {
            add(text);
        }

        assertThat(channel.sizes()).allSatisfy(size -> assertThat(size).isEqualTo(2)).hasSize(5);
    }

    @Test
    void framesBetweenNodesHoldTwiceAsMuch() {
        HandChannel remote = new HandChannel(100, FrameLimit.BETWEEN_NODES);
        FrameWriter toRemote = writer(remote, false);
        for (long n = 0; n < 1024; n++) {
            toRemote.add(n, 7, null, 0);
        }
        String text = "x".repeat(5 * 1024);
        for (int i = 0; i < 12; i++) {
            toRemote.add(text, 7, null, 0);
        }

        assertThat(remote.sizes()).containsExactly(512, 512, 6, 6);
    }

    @Test
    void aRecordLargerThanAFrameGoesAlone() {
        add(new byte[1_000_000]);
        add(new byte[1_000_000]);

        assertThat(channel.sizes()).containsExactly(1, 1);
    }

    /** 8 KB each; nothing tells their size but serializing them. */
    private record Large(List<Long> numbers) {
        static Large of(long seed) {
            List<Long> numbers = new ArrayList<>();
            for (long i = 0; i < 1000; i++) {
                numbers.add(Long.MAX_VALUE - seed - i);
            }
            return new Large(List.copyOf(numbers));
        }
    }

    @Test
    void recordsOfUnknownSizeAreMeasuredBySample() {
        for (int i = 0; i < 30; i++) {
            add(Large.of(i));
        }
        writer.flush();

        assertThat(channel.sizes()).allSatisfy(size -> assertThat(size).isBetween(1, 8));
    }

    @Test
    void framesGrowAgainSlowlyBehindALargeRecord() {
        add("x".repeat(16 * 1024));
        for (int i = 0; i < 20_000; i++) {
            add("short");
        }

        assertThat(channel.sizes().get(1)).isLessThan(10);
        assertThat(channel.sizes().get(channel.sizes().size() - 1)).isEqualTo(256);
    }
}
