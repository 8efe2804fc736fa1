/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.ControlElement;
import io.sampo.core.element.EndOfInput;
import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ForySerializationFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
    private static final ForySerializationFactory TYPES =
            new ForySerializationFactory(FrameCodecTest.class.getClassLoader());

    private final FrameCodec codec = codec();

    /** A record of the user's. */
    public record Reading(String sensor, double value, List<Long> times) {}

    private static FrameCodec codec() {
        return new FrameCodec(TYPES.create().forWire("test"), "map/0 -> sink/1");
    }

    private byte[] bytes(Frame frame) {
        BinaryOutput target = new BinaryOutput();
        codec.write(frame, target);
        return target.toByteArray();
    }

    private static void assertReadBack(Frame written, byte[] bytes) {
        Frame read = codec().read(new BinaryInput(bytes), 77);
        assertThat(Frames.describe(read)).isEqualTo(Frames.describe(written));
        assertThat(read.sequence()).isEqualTo(77);
    }

    @Test
    void recordsKeysAndHashesComeBack() {
        Frame frame =
                Frames.keyed(
                        new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1},
                        "a key",
                        7,
                        new Reading("s", 0.5, List.of(1L)),
                        9L);

        assertReadBack(frame, bytes(frame));
    }

    @Test
    void asManyRecordsAsAFrameMayHaveComeBack() {
        Object[] records = new Object[FrameLimit.BETWEEN_NODES.records()];
        Arrays.setAll(records, i -> new Reading("s" + i, i, List.of()));
        Frame frame = Frames.of(records);

        assertReadBack(frame, bytes(frame));
    }

    static Stream<ControlElement> controlElements() {
        return Stream.concat(
                Stream.of(
                        new Watermark(Watermark.MIN),
                        new Watermark(Watermark.MAX),
                        WatermarkStatus.ACTIVE,
                        WatermarkStatus.IDLE,
                        EndOfInput.INSTANCE),
                Arrays.stream(CheckpointBarrier.Kind.values())
                        .map(kind -> new CheckpointBarrier(1L << 40, 1_700_000_000_000L, kind)));
    }

    @ParameterizedTest
    @MethodSource("controlElements")
    void controlElementsComeBack(ControlElement element) {
        Frame alone = Frames.withControl(element);
        assertReadBack(alone, bytes(alone));
        assertThat(bytes(alone).length).isLessThan(20);
        Frame behind = Frames.withControl(element, "a", 1);
        assertReadBack(behind, bytes(behind));
    }

    @Test
    void bytesThatEndTooEarlyAreNoFrame() {
        byte[] whole =
                bytes(Frames.withControl(new Watermark(3), "text", new Reading("s", 1, List.of())));
        for (int length = 0; length < whole.length; length++) {
            assertNoFrame(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void bytesThatAreLeftOverAreNoFrame() {
        byte[] whole = bytes(Frames.of("a"));
        assertNoFrame(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void moreRecordsThanAFrameHasAreRefusedBeforeThereIsMemoryForThem() {
        assertNoFrame(new byte[] {0, -1, -1, -1, -1, 7, 0});
        assertNoFrame(new byte[] {0, (byte) 0x81, 4, 0, 0});
    }

    @Test
    void unknownKindsAreRefused() {
        assertNoFrame(new byte[] {9, 0});
        assertNoFrame(new byte[] {5, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 99});
    }

    private static void assertNoFrame(byte[] bytes) {
        assertThatThrownBy(() -> codec().read(new BinaryInput(bytes), 12))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e ->
                                assertThat(e.code())
                                        .isIn(
                                                ErrorCode.CHANNEL_BROKEN,
                                                ErrorCode.NOT_SERIALIZABLE));
    }

    @Test
    void theErrorNamesChannelAndFrame() {
        assertThatThrownBy(() -> codec().read(new BinaryInput(new byte[] {0, 1}), 12))
                .hasMessageContaining("channel=map/0 -> sink/1")
                .hasMessageContaining("frame=12");
    }

    /** Whatever comes, it is a frame or an error of ours, and needs no memory to speak of. */
    @Test
    void changedBytesAreAFrameOrAnErrorOfOurs() {
        byte[] whole =
                bytes(
                        Frames.keyed(
                                new long[] {1, 2, 3}, "text", 5L, new Reading("s", 1, List.of())));
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] changed = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(codec.read(new BinaryInput(changed), 0).size())
                        .isLessThanOrEqualTo(FrameLimit.BETWEEN_NODES.records());
            } catch (StreamException expected) {
                assertThat(expected.code())
                        .as("seed=%d", seed)
                        .isIn(ErrorCode.CHANNEL_BROKEN, ErrorCode.NOT_SERIALIZABLE);
            }
        }
    }
}
