/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types and values as users have them. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // what users write
final class Samples {
    private Samples() {}

    enum Color {
        RED,
        GREEN {
            @Override
            int level() {
                return 2;
            }
        };

        int level() {
            return 1;
        }
    }

    record Item(String name, int count, Optional<String> note) {}

    record Order(
            String id,
            long total,
            List<Item> items,
            Map<String, Integer> tags,
            @Nullable Instant at,
            Color color) {}

    record Pair<A, B>(A first, B second) {}

    record Anything(@Nullable Object value) {}

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Shapes(Shape first, List<Shape> others) {}

    static class Base {
        int id;
    }

    /** No constructor without arguments, a final field, a field of the superclass. */
    static class Account extends Base {
        final String owner;
        final List<Long> amounts = new ArrayList<>();
        long[] totals = {1, 2};
        transient int cached = 5;

        Account(String owner) {
            this.owner = owner;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Account account
                    && account.id == id
                    && account.owner.equals(owner)
                    && account.amounts.equals(amounts)
                    && Arrays.equals(account.totals, totals);
        }

        @Override
        public int hashCode() {
            return owner.hashCode();
        }
    }

    static class Tags extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;
        int version;

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other) && other instanceof Tags tags && tags.version == version;
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    static class Chain {
        @Nullable Chain next;
    }

    /** Returns one of each kind of value that must come back as it was. */
    static List<Object> values() {
        List<Object> all = new ArrayList<>(simple());
        all.addAll(structured());
        return all;
    }

    private static List<Object> simple() {
        return Arrays.asList(
                "",
                "Sampo",
                "\u00e9\u0000",
                "\u4e2d \ud83d\ude00",
                "half a pair \ud800",
                "x".repeat(70_000),
                0L,
                -1L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                0,
                -1,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                1.5,
                -0.0,
                Double.NaN,
                2.5f,
                true,
                false,
                (short) -3,
                (byte) -4,
                'z',
                new byte[] {1, -1},
                new byte[0],
                Instant.MAX,
                Instant.ofEpochSecond(-1, 7),
                UUID.nameUUIDFromBytes(new byte[] {1}),
                new BigDecimal("2.50"),
                BigInteger.TEN.pow(40).negate(),
                LocalDate.EPOCH,
                Duration.ofMillis(-5),
                ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Helsinki")),
                DayOfWeek.FRIDAY,
                URI.create("http://host/path"),
                new Date(7),
                Color.RED,
                Color.GREEN);
    }

    private static List<Object> structured() {
        Account account = new Account("ann");
        account.id = 9;
        account.amounts.add(4L);
        Tags tags = new Tags();
        tags.put("k", "v");
        tags.version = 3;
        TreeMap<String, Integer> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(Map.of("a", 1, "b", 2));
        return Arrays.asList(
                order("o1"),
                new Pair<>("a", new Pair<>(1, List.of(2L))),
                new Anything(null),
                new Anything(Color.GREEN),
                new Anything(order("o2")),
                new Shapes(new Circle(1), List.of(new Square(2), new Circle(3))),
                account,
                tags,
                backwards,
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                Arrays.asList("a", null),
                new LinkedList<>(List.of(1)),
                Set.of(1, 2),
                Map.of("a", List.of(1)),
                new LinkedHashMap<>(Map.of(1, 2)),
                new EnumMap<>(Map.of(Color.GREEN, 1)),
                EnumSet.of(Color.GREEN),
                Optional.empty(),
                Optional.of("x"),
                new int[] {1, 2},
                new int[][] {{1}, {2, 3}},
                new String[] {"a", null},
                new Item[] {new Item("i", 1, Optional.empty())},
                new AbstractMap.SimpleEntry<>("k", 1),
                new AbstractMap.SimpleImmutableEntry<>("k", 1),
                Collections.unmodifiableMap(new TreeMap<>(Map.of(1, 2))),
                new ArrayList<>(List.of(1, 2, 3)).subList(0, 2),
                BitSet.valueOf(new long[] {5}),
                Stream.of("a", "b", "c").toList(),
                Stream.of("a", null).toList(),
                new Pair<>(Stream.of(1, null).toList(), Stream.of(1, 2, 3).toList()));
    }

    static Order order(String id) {
        return new Order(
                id,
                5,
                List.of(new Item("i", 1, Optional.of("n")), new Item("j", 2, Optional.empty())),
                new HashMap<>(Map.of("a", 1)),
                Instant.ofEpochSecond(1),
                Color.GREEN);
    }
}
