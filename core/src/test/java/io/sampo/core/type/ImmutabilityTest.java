/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.annotation.Immutable;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // mutable classes that users meet
class ImmutabilityTest {
    enum Level {
        LOW,
        HIGH {
            @Override
            int value() {
                return 2;
            }
        };

        int value() {
            return 1;
        }
    }

    record Point(int x, @Nullable Integer y) {}

    record Pair<A, B>(@Nullable A first, B second) {}

    record Visit(String user, Instant at, Level level, Point where) {}

    record WithArray(int[] numbers) {}

    record WithArrayDeepDown(String name, WithArray held) {}

    record Tree(String name, @Nullable Tree left, @Nullable Tree right) {}

    record Left(@Nullable Right right) {}

    record Right(@Nullable Left left, int[] numbers) {}

    /** Its accessor hides that the list can change. */
    record Hiding(List<String> names) {
        @Override
        public List<String> names() {
            return List.copyOf(names);
        }
    }

    static class Fixed {
        final String name = "n";
        final long number = 1;
    }

    static class Extended extends Fixed {
        int counter;
    }

    static class ExtendedFixed extends Fixed {
        final double more = 1;
    }

    static class Holder {
        final Fixed fixed;

        Holder(Fixed fixed) {
            this.fixed = fixed;
        }
    }

    @Immutable
    static class Promised {
        int cachedHash;
    }

    record HoldsPromised(Promised promised) {}

    static class Transient {
        transient int cache;
    }

    @Test
    void valuesThatNeverChange() {
        for (Object value :
                Arrays.asList(
                        null,
                        "text",
                        1,
                        2L,
                        true,
                        'c',
                        1.5,
                        Level.LOW,
                        Level.HIGH,
                        new BigDecimal("1"),
                        UUID.randomUUID(),
                        Instant.now(),
                        ZonedDateTime.now(ZoneOffset.UTC),
                        URI.create("a"),
                        new Point(1, 2),
                        new Visit("ann", Instant.EPOCH, Level.HIGH, new Point(1, null)),
                        new Tree("a", new Tree("b", null, null), null),
                        new Fixed(),
                        new ExtendedFixed(),
                        new Promised(),
                        new HoldsPromised(new Promised()),
                        new Holder(new Fixed()))) {
            assertImmutable(value);
        }
    }

    @Test
    void valuesThatCanChange() {
        for (Object value :
                List.of(
                        new int[0],
                        new ArrayList<>(),
                        new HashMap<>(),
                        new Date(1),
                        new StringBuffer(),
                        new WithArray(new int[] {1}),
                        new WithArrayDeepDown("n", new WithArray(new int[0])),
                        new Left(null),
                        new Extended(),
                        new Transient(),
                        Collections.unmodifiableList(new ArrayList<>()),
                        (Runnable) () -> {},
                        new Hiding(new ArrayList<>(List.of("a"))))) {
            assertMutable(value);
        }
    }

    @Test
    void openFieldsAreDecidedByTheirValue() {
        assertImmutable(new Pair<>("a", 1));
        assertImmutable(new Pair<>(null, new Pair<>(Level.LOW, new Fixed())));
        assertImmutable(new Hiding(List.of("a")));
        assertMutable(new Pair<>("a", new ArrayList<>()));
        assertMutable(new Pair<>(new Pair<>("a", new Date(1)), 1));
        assertMutable(new Holder(new Extended()));
        assertImmutable(new Pair<>("a", 1));
    }

    @Test
    void collectionsOfTheJdkThatCannotChangeAreAsTheirElements() {
        assertImmutable(List.of());
        assertImmutable(List.of(1, "a", new Point(1, 2)));
        assertImmutable(Set.of(1, 2, 3));
        assertImmutable(Map.of("a", List.of(1)));
        assertImmutable(Optional.of("x"));
        assertImmutable(Optional.empty());
        assertImmutable(Stream.of(1, 2, 3).toList());
        assertImmutable(List.of(1, 2, 3).subList(0, 2));
        assertMutable(List.of(1, new Date(1)));
        assertMutable(Map.of("a", new int[0]));
        assertMutable(Map.of(new Extended(), 1));
        assertMutable(Optional.of(new StringBuilder()));
    }

    @Test
    void aLongChainIsNotFollowedForEver() {
        Object chain = "end";
        for (int i = 0; i < 100_000; i++) {
            chain = new Pair<>(chain, 1);
        }
        assertMutable(chain);

        Tree deep = new Tree("leaf", null, null);
        for (int i = 0; i < 100_000; i++) {
            deep = new Tree("node", deep, null);
        }
        assertImmutable(deep);
    }

    @Test
    void classesOfAnotherLoaderAreLookedIntoAsWell() {
        Object first = CompiledProgram.make("record R(Object o, String s) {}", "new R(1, \"a\")");
        Object second =
                CompiledProgram.make("record R(Object o, String s) {}", "new R(new int[0], \"a\")");

        assertImmutable(first);
        assertMutable(second);
    }

    @Test
    void aCheckRemembersOnlyTheClass() {
        ImmutabilityCheck check = new ImmutabilityCheck();
        for (int i = 0; i < 3; i++) {
            assertThat(check.isImmutable(new Pair<>("a", 1))).isTrue();
            assertThat(check.isImmutable(new Pair<>("a", new int[0]))).isFalse();
            assertThat(check.isImmutable("a")).isTrue();
            assertThat(check.isImmutable(new int[0])).isFalse();
            assertThat(check.isImmutable(null)).isTrue();
        }
    }

    private static void assertImmutable(@Nullable Object value) {
        assertThat(Immutability.isImmutable(value)).as("%s", describe(value)).isTrue();
        assertThat(new ImmutabilityCheck().isImmutable(value)).isTrue();
    }

    private static void assertMutable(Object value) {
        assertThat(Immutability.isImmutable(value)).as("%s", describe(value)).isFalse();
        assertThat(new ImmutabilityCheck().isImmutable(value)).isFalse();
    }

    private static String describe(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getName();
    }
}
