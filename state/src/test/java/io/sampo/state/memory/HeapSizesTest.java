/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares estimates with what the heap really grows by. */
class HeapSizesTest {
    private static final int NOISE = 100_000;
    private static final int COUNT = 20_000;

    record Point(int x, long y, Integer z) {}

    static class Base {
        byte flag = 1;
    }

    static final class Account extends Base {
        long balance;
        short kind = 2;
        String name;
        List<Point> points = new ArrayList<>();

        Account(int i) {
            balance = i;
            name = new String("account " + i);
            points.add(new Point(i, i, 1_000 + i));
        }
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("long", i -> Long.valueOf(1_000L + i)),
                kind("latin", i -> "some text " + i),
                kind("greek", i -> "αβγ " + i),
                kind("uuid", i -> new UUID(i, i)),
                kind("bytes", i -> new byte[i % 40]),
                kind("longs", i -> new long[] {1, 2, i}),
                kind("strings", i -> new String[] {"a" + i, "b" + i}),
                kind("big", i -> BigInteger.valueOf(i).shiftLeft(i % 500)),
                kind("decimal", HeapSizesTest::decimal),
                kind("instant", i -> Instant.ofEpochMilli(i)),
                kind("local", i -> LocalDateTime.of(2020, 1, 1 + i % 28, i % 24, i % 60)),
                kind("zoned", i -> ZonedDateTime.parse("2020-01-01T00:00:00Z").plusSeconds(i)),
                kind("optional", i -> Optional.of("x" + i)),
                kind("record", i -> new Point(i, i, 1_000 + i)),
                kind("plain", Account::new),
                kind("list", i -> new ArrayList<>(List.of(1_000 + i, 2_000 + i, 3_000 + i))),
                kind("empty list", i -> listOfNone()),
                kind("fixed list", i -> List.of(1_000 + i, 2_000 + i, 3_000 + i)),
                kind("deque", i -> new ArrayDeque<>(List.of("a" + i))),
                kind("set", i -> numbers(i % 30).collect(Collectors.toCollection(HashSet::new))),
                kind("map", i -> mapOf(new HashMap<>(), i % 30)),
                kind("linked map", i -> mapOf(new LinkedHashMap<>(), i % 30)),
                kind("tree map", i -> mapOf(new TreeMap<>(), i % 30)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void estimatesAreNotBelowTheTruthAndNotFarAbove(String name, IntFunction<Object> make) {
        HeapSizes sizes = new HeapSizes(type -> false);
        Object[] objects = new Object[COUNT];
        long truth = heapTakenBy(objects, make);
        long estimate = 0;
        for (Object object : objects) {
            estimate += sizes.of(object);
        }
        // the heap's own noise is some kilobytes
        assertThat(estimate).as("truth=%d", truth).isGreaterThan(truth - NOISE);
        assertThat(estimate).as("truth=%d", truth).isLessThan(5 * truth + NOISE);
    }

    /**
     * Fills the array and returns what that takes. Tests before this one may have left something
     * that goes only now; so the heap must be as large afterwards, without the objects, as it was
     * before, or it is measured again.
     */
    private static long heapTakenBy(Object[] objects, IntFunction<Object> make) {
        for (int attempt = 0; attempt < 10; attempt++) {
            Arrays.fill(objects, null);
            long before = usedHeap();
            fill(objects, make);
            long with = usedHeap();
            Arrays.fill(objects, null);
            if (Math.abs(usedHeap() - before) < NOISE) {
                fill(objects, make);
                return with - before;
            }
        }
        throw new AssertionError("The heap is never at rest");
    }

    private static void fill(Object[] objects, IntFunction<Object> make) {
        for (int i = 0; i < objects.length; i++) {
            objects[i] = make.apply(i);
        }
    }

    @Test
    void constantsOfTheProgramTakeNothing() {
        assertThat(new HeapSizes(type -> false).of(TimeUnit.DAYS)).isZero();
        assertThat(new HeapSizes(type -> false).of(String.class)).isZero();
        assertThat(new HeapSizes(type -> false).of(null)).isZero();
    }

    @Test
    void aDeepValueDoesNotOverflowTheStack() {
        Object nested = "end";
        for (int i = 0; i < 100_000; i++) {
            nested = new Object[] {nested};
        }
        assertThat(new HeapSizes(type -> false).of(nested)).isPositive();
    }

    private static Arguments kind(String name, IntFunction<Object> make) {
        return Arguments.of(name, make);
    }

    private static Object decimal(int i) {
        BigDecimal decimal = new BigDecimal("12345678901234567890.12").add(BigDecimal.valueOf(i));
        return decimal.toString().isEmpty() ? "never" : decimal;
    }

    private static List<Integer> listOfNone() {
        List<Integer> list = new ArrayList<>();
        list.add(1);
        list.clear();
        return list;
    }

    private static Map<Integer, Long> mapOf(Map<Integer, Long> map, int count) {
        numbers(count).forEach(each -> map.put(each, 100_000L + each));
        return map;
    }

    private static Stream<Integer> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> 5_000 + i);
    }

    /** Collects until nothing goes any more. */
    private static long usedHeap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (now >= used - 1_000) {
                return Math.min(now, used);
            }
            used = now;
        }
        return used;
    }
}
