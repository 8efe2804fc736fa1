/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of simple components, as they go to another node. */
class RecordCodecTest {
    private final Serialization serialization =
            new ForySerializationFactory(RecordCodecTest.class.getClassLoader()).create();

    private record Kinds(
            boolean flag,
            byte small,
            short medium,
            char letter,
            int number,
            long large,
            float rough,
            double exact,
            @Nullable String text,
            @Nullable String other) {}

    private record Nothing() {}

    record Within(Kinds kinds, List<Kinds> more, Object any) {}

    /** Refuses what is wrong. */
    record Strict(int number) {
        static boolean refuses;

        Strict {
            if (refuses) {
                throw new IllegalArgumentException("refused: " + number);
            }
        }
    }

    private static Kinds least() {
        return new Kinds(
                false,
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                Character.MIN_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                Float.NEGATIVE_INFINITY,
                -0.0,
                null,
                "");
    }

    private static Kinds most() {
        return new Kinds(
                true,
                Byte.MAX_VALUE,
                Short.MAX_VALUE,
                Character.MAX_VALUE,
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Float.NaN,
                Double.MAX_VALUE,
                "\u00e9",
                "\u4e2d \ud83d\ude00");
    }

    private Object sentAndReceived(Object value) {
        BinaryOutput target = new BinaryOutput();
        serialization.forWire("channel").write(value, target);
        BinaryInput source = new BinaryInput(target.toByteArray());
        Object again = serialization.forWire("channel").read(source);
        assertThat(source.remaining()).isZero();
        assertThat(again).isNotNull();
        return again;
    }

    @Test
    void isForRecordsOfSimpleComponentsOnly() {
        assertThat(RecordCodec.of(Kinds.class)).isNotNull();
        assertThat(RecordCodec.of(Nothing.class)).isNotNull();
        assertThat(RecordCodec.of(Within.class)).isNull();
        assertThat(RecordCodec.of(String.class)).isNull();
    }

    @Test
    void isForRecordsOfFewComponents() {
        for (int count : new int[] {32, 33, 254}) {
            String components =
                    IntStream.range(0, count)
                            .mapToObj(i -> "int c" + i)
                            .collect(Collectors.joining(", "));
            Class<?> type = CompiledProgram.of("record R(" + components + ") {}").type("R");

            assertThat(RecordCodec.of(type) != null).as("%d", count).isEqualTo(count <= 32);
        }
    }

    @Test
    void allKindsOfComponentsComeBackAsTheyWere() {
        assertThat(sentAndReceived(least())).isEqualTo(least());
        assertThat(sentAndReceived(most())).isEqualTo(most());
        assertThat(sentAndReceived(new Nothing())).isEqualTo(new Nothing());
    }

    @Test
    void manyAtOnceComeBackToo() {
        Object[] values = {least(), most(), least(), most()};

        assertThat(allSentAndReceived(serialization, serialization, values))
                .containsExactly(values);
        assertThat(allSentAndReceived(serialization, serialization, new Nothing(), new Nothing()))
                .containsExactly(new Nothing(), new Nothing());
    }

    private static Object[] allSentAndReceived(
            Serialization here, Serialization there, Object... values) {
        BinaryOutput target = new BinaryOutput();
        here.forWire("channel").writeAll(values, values.length, target);
        Object[] again = new Object[values.length];
        BinaryInput source = new BinaryInput(target.toByteArray());
        there.forWire("channel").readAll(again, again.length, source);
        assertThat(source.remaining()).isZero();
        return again;
    }

    @Test
    void oneMoreTakesOnlyWhatItsComponentsTake() {
        Object[] values = new Object[100];
        Arrays.fill(values, new Strict(1));
        ValueSerializer<Object> wire = serialization.forWire("channel");
        BinaryOutput fewer = new BinaryOutput();
        BinaryOutput more = new BinaryOutput();

        wire.writeAll(values, 99, fewer);
        wire.writeAll(values, 100, more);

        assertThat(more.length() - fewer.length()).isEqualTo(1);
    }

    @Test
    void insideOfOtherValuesToo() {
        Within value = new Within(least(), List.of(most(), least()), most());

        assertThat(sentAndReceived(value)).isEqualTo(value);
    }

    @Test
    void copiesAreTheRecordItself() {
        Kinds value = most();

        assertThat(serialization.<Object>forWire("channel").copy(value)).isSameAs(value);
    }

    @Test
    void otherComponentsAreRefused() {
        Object before =
                CompiledProgram.make("public record R(int a, String b) {}", "new R(1, \"x\")");
        Object after =
                CompiledProgram.make("public record R(long a, String b) {}", "new R(1, \"x\")");
        BinaryOutput target = new BinaryOutput();
        typesOf(before).forWire("channel").write(before, target);

        assertOtherComponents(
                () ->
                        typesOf(after)
                                .forWire("channel")
                                .read(new BinaryInput(target.toByteArray())));
        assertOtherComponents(
                () -> allSentAndReceived(typesOf(before), typesOf(after), before, before));
    }

    private static void assertOtherComponents(ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                .hasMessageContaining("other components")
                .hasMessageContaining("Both sides must run the same program");
    }

    private static Serialization typesOf(Object value) {
        return new ForySerializationFactory(value.getClass().getClassLoader()).create();
    }

    @Test
    void whatAConstructorThrowsIsTold() {
        BinaryOutput target = new BinaryOutput();
        serialization.forWire("channel").write(new Strict(5), target);
        Strict.refuses = true;
        try {
            assertThatThrownBy(
                            () ->
                                    serialization
                                            .forWire("channel")
                                            .read(new BinaryInput(target.toByteArray())))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("refused: 5");
        } finally {
            Strict.refuses = false;
        }
    }
}
