/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records in arrays. */
class RecordColumnsTest {
    private record Kinds(
            boolean flag,
            @Nullable String text,
            byte small,
            short medium,
            @Nullable Instant time,
            char letter,
            int number,
            long large,
            @Nullable TimeUnit unit,
            float rough,
            double exact,
            @Nullable Inner inner) {}

    private record Inner(int number, BigInteger any) {}

    private record Negated(int number) {
        private Negated {
            if (number < 0) {
                throw new IllegalArgumentException("negative: " + number);
            }
        }

        /** Says something else than the field. */
        @Override
        public int number() {
            return -number;
        }
    }

    static Stream<Kinds> kinds() {
        return Stream.of(
                new Kinds(
                        false,
                        null,
                        Byte.MIN_VALUE,
                        Short.MIN_VALUE,
                        null,
                        Character.MIN_VALUE,
                        Integer.MIN_VALUE,
                        Long.MIN_VALUE,
                        null,
                        Float.NEGATIVE_INFINITY,
                        -0.0,
                        null),
                new Kinds(
                        true,
                        "text",
                        Byte.MAX_VALUE,
                        Short.MAX_VALUE,
                        Instant.EPOCH,
                        Character.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Long.MAX_VALUE,
                        TimeUnit.DAYS,
                        Float.NaN,
                        Double.MIN_VALUE,
                        new Inner(1, BigInteger.TEN)));
    }

    private static RecordColumns columns(Class<?> type) {
        RecordColumns columns = RecordColumns.of(type);
        assertThat(columns).as("%s", type).isNotNull();
        return columns;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsReadIsWhatWasWritten(Kinds record) {
        RecordColumns columns = columns(Kinds.class);
        assertThat(columns.numberCount()).isEqualTo(8);
        assertThat(columns.referenceCount()).isEqualTo(4);
        long[] numbers = new long[3 * 8];
        Object[] references = new Object[3 * 4];
        columns.write(record, numbers, 8, references, 4);
        assertThat(columns.read(numbers, 8, references, 4)).isEqualTo(record);
        for (int i = 0; i < 8; i++) {
            assertThat(numbers[i] | numbers[16 + i]).as("beside it, %d", i).isZero();
        }
        for (int i = 0; i < 4; i++) {
            assertThat(references[i]).isNull();
            assertThat(references[8 + i]).isNull();
        }
    }

    @Test
    void whatIsWrittenOverIsGone() {
        RecordColumns columns = columns(Kinds.class);
        long[] numbers = new long[8];
        Object[] references = new Object[4];
        List<Kinds> records = kinds().toList();
        for (int i : new int[] {0, 1, 1, 0, 1}) {
            columns.write(records.get(i), numbers, 0, references, 0);
            assertThat(columns.read(numbers, 0, references, 0)).isEqualTo(records.get(i));
        }
    }

    @Test
    void bitsOfNotANumberStay() {
        record Share(double value) {}
        long[] numbers = new long[1];
        double odd = Double.longBitsToDouble(0x7ff8_0000_0000_1234L);
        columns(Share.class).write(new Share(odd), numbers, 0, new Object[0], 0);
        assertThat(numbers[0]).isEqualTo(0x7ff8_0000_0000_1234L);
    }

    @Test
    void fieldsAreReadAndTheConstructorIsCalled() {
        RecordColumns columns = columns(Negated.class);
        long[] numbers = new long[1];
        columns.write(new Negated(5), numbers, 0, new Object[0], 0);
        assertThat(numbers[0]).isEqualTo(5);
        assertThat(columns.read(numbers, 0, new Object[0], 0)).isEqualTo(new Negated(5));
        numbers[0] = -1;
        assertThatThrownBy(() -> columns.read(numbers, 0, new Object[0], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative: -1");
    }

    @Test
    void isForNumbersAndWhatNeverChangesOnly() {
        record Listed(int number, List<String> texts) {}
        record Arrays(int number, int[] more) {}
        record Open(int number, Object any) {}
        record Numbered(int number, Number any) {}
        record Perhaps(int number, Optional<String> text) {}
        record Generic<T>(int number, T any) {}
        record Deep(int number, Listed inner) {}
        record Texts(String first, String second) {}
        record Person(long id, String name, String city) {}
        record Nothing() {}
        assertThat(
                        Stream.of(
                                        Listed.class,
                                        Arrays.class,
                                        Open.class,
                                        Numbered.class,
                                        Perhaps.class,
                                        Generic.class,
                                        Deep.class,
                                        Texts.class,
                                        Person.class,
                                        Nothing.class,
                                        String.class,
                                        Object.class,
                                        int.class)
                                .map(RecordColumns::of))
                .containsOnlyNulls();
    }

    @Test
    void thereIsOneForAClass() {
        assertThat(RecordColumns.of(Kinds.class)).isSameAs(RecordColumns.of(Kinds.class));
    }
}
