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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTypeTest {
    enum Shade {
        DARK,
        LIGHT {
            @Override
            int level() {
                return 9;
            }
        },
        BRIGHT;

        int level() {
            return 1;
        }
    }

    record Visit(String user, long day) {}

    record Nested(Visit visit, Shade shade, byte[] digest, boolean first) {}

    record Primitives(byte a, short b, char c, int d, long e, float f, double g, boolean h) {}

    record Node(String name, @Nullable Node next) {}

    record Holder(String name, Object value) {}

    record Lists(List<String> names) {}

    static class Point {
        int x;
    }

    /** One class of keys: how to draw one, and its natural order where the bytes must keep it. */
    record Kind<K>(Class<K> keyClass, Function<Random, K> draw, Comparator<K> order) {
        @Override
        public String toString() {
            return keyClass.getSimpleName();
        }
    }

    static List<Kind<?>> kinds() {
        List<Kind<?>> kinds = new ArrayList<>(scalarKinds());
        kinds.addAll(composedKinds());
        return kinds;
    }

    private static List<Kind<?>> scalarKinds() {
        return List.of(
                natural(String.class, KeyTypeTest::text),
                natural(Long.class, KeyTypeTest::number),
                natural(Integer.class, random -> (int) number(random)),
                natural(Short.class, random -> (short) number(random)),
                natural(Byte.class, random -> (byte) number(random)),
                natural(Character.class, random -> (char) number(random)),
                natural(Boolean.class, Random::nextBoolean),
                natural(Double.class, KeyTypeTest::real),
                natural(Float.class, random -> (float) real(random)),
                natural(UUID.class, random -> new UUID(number(random), number(random))),
                natural(
                        BigInteger.class,
                        random ->
                                new BigInteger(random.nextInt(90), random)
                                        .subtract(new BigInteger(random.nextInt(90), random))),
                natural(LocalDate.class, random -> date(random)),
                natural(LocalTime.class, random -> time(random)),
                natural(
                        LocalDateTime.class,
                        random -> LocalDateTime.of(date(random), time(random))),
                natural(Instant.class, KeyTypeTest::instant),
                natural(
                        Duration.class,
                        random -> Duration.ofSeconds(random.nextInt(9) - 4, random.nextInt(3))),
                natural(
                        OffsetDateTime.class,
                        random ->
                                OffsetDateTime.ofInstant(
                                        instant(random),
                                        ZoneOffset.ofHours(random.nextInt(5) - 2))),
                natural(Year.class, random -> Year.of(random.nextInt(4000) - 2000)),
                natural(
                        YearMonth.class,
                        random -> YearMonth.of(random.nextInt(9) - 4, random.nextInt(12) + 1)));
    }

    private static List<Kind<?>> composedKinds() {
        return List.of(
                new Kind<>(
                        Shade.class,
                        random -> Shade.values()[random.nextInt(3)],
                        Comparator.comparing(Shade::name)),
                new Kind<>(byte[].class, KeyTypeTest::bytes, Arrays::compareUnsigned),
                new Kind<>(
                        Visit.class,
                        KeyTypeTest::visit,
                        Comparator.comparing(Visit::user).thenComparing(Visit::day)),
                new Kind<>(
                        Nested.class,
                        random ->
                                new Nested(
                                        visit(random),
                                        Shade.values()[random.nextInt(3)],
                                        bytes(random),
                                        random.nextBoolean()),
                        Comparator.comparing((Nested key) -> key.visit().user())
                                .thenComparing(key -> key.visit().day())
                                .thenComparing(key -> key.shade().name())
                                .thenComparing(Nested::digest, Arrays::compareUnsigned)
                                .thenComparing(Nested::first)),
                new Kind<>(
                        Primitives.class,
                        random ->
                                new Primitives(
                                        (byte) number(random),
                                        (short) number(random),
                                        (char) number(random),
                                        (int) number(random),
                                        number(random),
                                        (float) real(random),
                                        real(random),
                                        random.nextBoolean()),
                        Comparator.comparing(Primitives::a)
                                .thenComparing(Primitives::b)
                                .thenComparing(Primitives::c)
                                .thenComparing(Primitives::d)
                                .thenComparing(Primitives::e)
                                .thenComparing(Primitives::f)
                                .thenComparing(Primitives::g)
                                .thenComparing(Primitives::h)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <K> void bytesAreReadBackAndSortAsTheKeysDo(Kind<K> kind) {
        KeyType<K> type = KeyType.of(kind.keyClass());
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            K left = kind.draw().apply(random);
            K right = random.nextInt(8) == 0 ? left : kind.draw().apply(random);
            byte[] leftBytes = write(type, left);
            byte[] rightBytes = write(type, right);

            K again = type.read(new BinaryInput(leftBytes));
            assertThat(type.same(left, again)).as("read back, seed=%d", seed).isTrue();
            assertThat(type.hash(again)).as("hash, seed=%d", seed).isEqualTo(type.hash(left));
            assertThat(write(type, again)).as("canonical, seed=%d", seed).isEqualTo(leftBytes);

            int order = Integer.signum(kind.order().compare(left, right));
            assertThat(Integer.signum(Arrays.compareUnsigned(leftBytes, rightBytes)))
                    .as("order of %s and %s, seed=%d", left, right, seed)
                    .isEqualTo(order);
            assertThat(type.same(left, right)).as("same, seed=%d", seed).isEqualTo(order == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <K> void bytesInARowKeepTheOrderAndTheirBounds(Kind<K> kind) {
        KeyType<K> type = KeyType.of(kind.keyClass());
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            K left = kind.draw().apply(random);
            K right = kind.draw().apply(random);
            BinaryOutput leftThenHigh = new BinaryOutput();
            type.write(left, leftThenHigh);
            leftThenHigh.writeLong(-1);
            BinaryOutput rightThenLow = new BinaryOutput();
            type.write(right, rightThenLow);
            rightThenLow.writeLong(0);

            int order = Integer.signum(kind.order().compare(left, right));
            int expected = order == 0 ? 1 : order;
            assertThat(
                            Integer.signum(
                                    Arrays.compareUnsigned(
                                            leftThenHigh.toByteArray(),
                                            rightThenLow.toByteArray())))
                    .as("order of %s and %s, seed=%d", left, right, seed)
                    .isEqualTo(expected);
            BinaryInput input = new BinaryInput(leftThenHigh.toByteArray());
            type.read(input);
            assertThat(input.remaining()).as("seed=%d", seed).isEqualTo(Long.BYTES);
        }
    }

    @Test
    void rule1_hashesAreTheSpecifiedOnes() {
        assertThat(hash("Sampo")).isEqualTo("Sampo".hashCode());
        assertThat(hash(1L << 40 | 7)).isEqualTo((int) ((1L << 40 | 7) >>> 32 ^ 7));
        assertThat(hash(-3)).isEqualTo(-3);
        assertThat(hash(true)).isEqualTo(1231);
        assertThat(hash('a')).isEqualTo(97);
        assertThat(hash(2.5)).isEqualTo(Double.hashCode(2.5));
        assertThat(hash(new byte[] {1, 2})).isEqualTo(Arrays.hashCode(new byte[] {1, 2}));
        assertThat(hash(new UUID(5, 1L << 33))).isEqualTo(new UUID(5, 1L << 33).hashCode());
        assertThat(hash(Shade.LIGHT)).isEqualTo("LIGHT".hashCode());
        assertThat(hash(new Visit("ann", 3))).isEqualTo(31 * "ann".hashCode() + 3);
        assertThat(hash(Instant.ofEpochSecond(10, 4))).isEqualTo(31 * 10 + 4);
        assertThat(hash(LocalDate.ofEpochDay(77))).isEqualTo(77);
    }

    @Test
    void bytesAreTheOnesThatStoredStateHas() {
        assertThat(write(KeyType.of(String.class), "a\0\1\u00e9"))
                .containsExactly('a', 1, 1, 1, 2, 0xC3, 0xA9, 0);
        assertThat(write(KeyType.of(Integer.class), -1)).containsExactly(0x7F, 0xFF, 0xFF, 0xFF);
        assertThat(write(KeyType.of(Boolean.class), true)).containsExactly(1);
        assertThat(write(KeyType.of(Double.class), -0.0))
                .containsExactly(0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);
        assertThat(write(KeyType.of(Visit.class), new Visit("", 1)))
                .containsExactly(0, 0x80, 0, 0, 0, 0, 0, 0, 1);
        assertThat(write(KeyType.of(byte[].class), new byte[] {0, 1, -1}))
                .containsExactly(1, 1, 1, 2, 0xFF, 0);
    }

    @Test
    void loneSurrogatesAreNotMixedUp() {
        KeyType<String> type = KeyType.of(String.class);

        assertThat(write(type, "\ud800")).isNotEqualTo(write(type, "\udbff"));
        assertThat(type.read(new BinaryInput(write(type, "x\ud800y")))).isEqualTo("x\ud800y");
    }

    @Test
    void allNotANumbersAreOneKey() {
        KeyType<Double> type = KeyType.of(Double.class);
        double other = Double.longBitsToDouble(0x7ff8000000000123L);

        assertThat(type.same(Double.NaN, other)).isTrue();
        assertThat(write(type, other)).isEqualTo(write(type, Double.NaN));
        assertThat(type.hash(other)).isEqualTo(type.hash(Double.NaN));
    }

    @Test
    @SuppressWarnings("GetClassOnEnum") // its subclass is what this is about
    void aConstantWithABodyBelongsToItsEnum() {
        assertThat(Shade.LIGHT.getClass()).isNotEqualTo(Shade.class);
        assertThat(KeyType.of(Shade.LIGHT.getClass()).keyClass()).isEqualTo(Shade.class);
    }

    @Test
    void hashesOfLikelyKeysSpread() {
        KeyType<Visit> type = KeyType.of(Visit.class);
        HashMap<Integer, Integer> counts = new HashMap<>();
        for (int user = 0; user < 100; user++) {
            for (int day = 0; day < 10; day++) {
                counts.merge(type.hash(new Visit("user" + user, day)), 1, Integer::sum);
            }
        }
        assertThat(Collections.max(counts.values())).isLessThan(5);
    }

    @Test
    void rule4_refusesWhatItCannotHash() {
        assertRefused(Point.class, "Point", "not a record");
        assertRefused(Object.class, "java.lang.Object", "open");
        assertRefused(int[].class, "int[]", "arrays other than byte[]");
        assertRefused(ArrayList.class, "java.util.ArrayList", "collections");
        assertRefused(BigDecimal.class, "java.math.BigDecimal", "2.00");
        assertRefused(ZonedDateTime.class, "java.time.ZonedDateTime", "OffsetDateTime");
    }

    @Test
    void rule4_refusalNamesTheComponent() {
        assertRefused(Holder.class, "component=value", "componentType=java.lang.Object");
        assertRefused(Lists.class, "component=names", "componentType=java.util.List");
        assertRefused(Node.class, "component=next", "contains itself");
    }

    @Test
    void rule4_nullComponentIsAnError() {
        KeyType<Visit> type = KeyType.of(Visit.class);
        @SuppressWarnings("NullAway") // what a user's program does
        Visit incomplete = new Visit(null, 1);

        assertThatThrownBy(() -> type.hash(incomplete))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("class=io.sampo.core.type.KeyTypeTest$Visit")
                .hasMessageContaining("component=user");
    }

    @Test
    void aConstantThatIsGoneIsNamed() {
        BinaryOutput stored = new BinaryOutput();
        KeyType.<String>of(String.class).write("GREY", stored);

        assertThatThrownBy(
                        () -> KeyType.of(Shade.class).read(new BinaryInput(stored.toByteArray())))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("constant=GREY")
                .hasMessageContaining("KeyTypeTest$Shade");
    }

    private static void assertRefused(Class<?> keyClass, String... words) {
        assertThatThrownBy(() -> KeyType.of(keyClass))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("cannot be used as a key: class=" + keyClass.getTypeName())
                .hasMessageContainingAll(words)
                .hasMessageContaining("Use a String");
    }

    @SuppressWarnings("unchecked")
    private static <K> int hash(K key) {
        return KeyType.<K>of((Class<? extends K>) key.getClass()).hash(key);
    }

    private static <K> byte[] write(KeyType<K> type, K key) {
        BinaryOutput target = new BinaryOutput();
        type.write(key, target);
        return target.toByteArray();
    }

    private static <K extends Comparable<? super K>> Kind<K> natural(
            Class<K> keyClass, Function<Random, K> draw) {
        return new Kind<>(keyClass, draw, Comparator.naturalOrder());
    }

    private static String text(Random random) {
        String alphabet = "\0\1\2ab\u007f\u0080\u07ff\u0800\ud800\udc00\ue000\uffff";
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(4); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(4)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(5) - 2);
        }
        return bytes;
    }

    private static long number(Random random) {
        long[] edges = {0, 1, -1, 127, 128, -128, 32767, 65535, Integer.MIN_VALUE, Long.MIN_VALUE};
        return random.nextBoolean()
                ? edges[random.nextInt(edges.length)]
                : random.nextLong() >> random.nextInt(64);
    }

    private static double real(Random random) {
        double[] edges = {
            0.0,
            -0.0,
            1,
            -1,
            Double.NaN,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE
        };
        return random.nextBoolean()
                ? edges[random.nextInt(edges.length)]
                : random.nextGaussian() * 1000;
    }

    private static LocalDate date(Random random) {
        return LocalDate.ofEpochDay(random.nextInt(2000) - 1000);
    }

    private static LocalTime time(Random random) {
        return LocalTime.ofNanoOfDay(random.nextInt(1000));
    }

    private static Instant instant(Random random) {
        return Instant.ofEpochSecond(random.nextInt(5) - 2, random.nextInt(3));
    }

    private static Visit visit(Random random) {
        return new Visit(text(random), random.nextInt(3) - 1);
    }
}
