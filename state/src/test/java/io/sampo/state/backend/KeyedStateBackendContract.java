/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import static io.sampo.state.testkit.BackendHarness.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.AggregateFunction;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.LongNamespaces;
import io.sampo.state.testkit.Tally;
import io.sampo.state.testkit.TextNamespaces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every state backend must do while it runs: tables, the users' views, timers. Snapshots are
 * in {@link KeyedSnapshotContract}; a backend passes both.
 */
public abstract class KeyedStateBackendContract extends KeyedTablesContract {
    @Test
    void viewsOfAllKindsWork() throws Exception {
        KeyedStates states = KeyedStates.of(backend, new ManualClock(0));
        var value = states.state(StateDescriptor.value("v", Long.class));
        var list = states.state(StateDescriptor.list("l", String.class));
        var map = states.state(StateDescriptor.map("m", String.class, Long.class));
        var sum = states.state(StateDescriptor.reducing("r", Long::sum, Long.class));
        var mean = states.state(StateDescriptor.aggregating("a", new Mean(), Tally.class));
        for (String current : List.of("a", "b")) {
            key(backend, current);
            assertThat(value.value()).isNull();
            assertThat(list.get()).isEmpty();
            assertThat(map.isEmpty()).isTrue();
            assertThat(sum.get()).isNull();
            assertThat(mean.get()).isNull();

            value.update(5L);
            list.add("x");
            list.addAll(List.of("y", "z"));
            map.put("k", 1L);
            map.putAll(Map.of("l", 2L));
            sum.add(3L);
            sum.add(4L);
            mean.add(10L);
            mean.add(20L);
        }
        key(backend, "a");
        assertThat(value.value()).isEqualTo(5L);
        assertThat(list.get()).containsExactly("x", "y", "z");
        assertThat(map.keys()).containsExactlyInAnyOrder("k", "l");
        assertThat(map.values()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(map.entries()).containsExactlyInAnyOrder(Map.entry("k", 1L), Map.entry("l", 2L));
        assertThat(sum.get()).isEqualTo(7L);
        assertThat(mean.get()).isEqualTo(15.0);

        value.update(null);
        list.update(List.of("w"));
        map.remove("k");
        assertThat(value.value()).isNull();
        assertThat(list.get()).containsExactly("w");
        assertThat(map.contains("k")).isFalse();
        assertThat(map.get("l")).isEqualTo(2L);
        List.of(value, list, map, sum, mean).forEach(State::clear);
        assertThat(list.get()).isEmpty();
        assertThat(map.isEmpty()).isTrue();
        assertThat(sum.get()).isNull();
        assertThat(mean.get()).isNull();
        key(backend, "b");
        assertThat(value.value()).isEqualTo(5L);
        assertThat(sum.get()).isEqualTo(7L);
    }

    @Test
    void viewsFollowTheirNamespace() throws Exception {
        KeyedStates states = KeyedStates.of(backend, new ManualClock(0));
        var sum =
                states.state(
                        StateDescriptor.reducing("r", Long::sum, Long.class), LongNamespaces.LONG);
        var list = states.state(StateDescriptor.list("l", Long.class), TextNamespaces.TEXT);
        key(backend, "a");
        sum.in(10L).add(1L);
        sum.in(20L).add(2L);
        list.in("x").add(1L);
        sum.setNamespace(10L);
        sum.state().add(5L);
        key(backend, "b");
        assertThat(sum.state().get()).isNull();
        assertThat(list.in("x").get()).isEmpty();
        key(backend, "a");
        assertThat(sum.state().get()).isEqualTo(6L);
        assertThat(sum.in(20L).get()).isEqualTo(2L);
        sum.state().clear();
        assertThat(sum.in(10L).get()).isEqualTo(6L);
        assertThat(list.in("x").get()).containsExactly(1L);
        assertThat(list.in("y").get()).isEmpty();
    }

    @Test
    void aValueTypeThatCannotBeSerializedIsRefused() {
        assertThatThrownBy(
                        () ->
                                backend.valueTable(
                                        new TableSpec<>(
                                                "threads",
                                                NamespaceType.NONE,
                                                TypeInfo.of(Thread.class))))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                .hasMessageContainingAll("counter", "threads");
    }

    @Test
    void prefetchChangesNothing() {
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNT);
        Object[] keys = new Object[300];
        int[] hashes = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "key-" + i % 100;
            hashes[i] = BackendHarness.hash(keys[i]);
            if (i % 2 == 0) {
                key(backend, keys[i]);
                table.put(NONE, (long) (i % 100));
            }
        }
        backend.prefetch(keys, hashes, 200);
        for (int i = 0; i < 100; i++) {
            key(backend, "key-" + i);
            assertThat(table.get(NONE)).isEqualTo(i % 2 == 0 ? Long.valueOf(i) : null);
        }
    }

    @Test
    void sizeIsReported() {
        ValueTable<NoNamespace, String> table =
                backend.valueTable(
                        new TableSpec<>("text", NamespaceType.NONE, TypeInfo.of(String.class)));
        long before = backend.approximateBytes();
        for (long i = 0; i < 20_000; i++) {
            key(backend, i);
            table.put(NONE, "a text of some length " + i);
        }
        assertThat(before).isNotNegative();
        assertThat(backend.approximateBytes()).isGreaterThan(before + 200_000);
    }

    @Test
    void rule36_aTimerIsKeyTimestampAndNamespace() {
        TimerQueue<Object, String> timers = backend.timers("event", TextNamespaces.TEXT);
        key(backend, "a");
        assertThat(timers.add(10, "x")).isTrue();
        assertThat(timers.add(10, "x")).isFalse();
        assertThat(timers.add(10, "y")).isTrue();
        assertThat(timers.add(11, "x")).isTrue();
        key(backend, "b");
        assertThat(timers.remove(10, "x")).isFalse();
        assertThat(timers.add(10, "x")).isTrue();
        key(backend, "a");
        assertThat(timers.remove(10, "x")).isTrue();
        assertThat(timers.remove(10, "x")).isFalse();
        assertThat(timers.remove(10, "z")).isFalse();
        assertThat(timers.nextTimestamp()).isEqualTo(10);
        List<String> fired = new ArrayList<>();
        for (var timer = timers.pollUntil(20); timer != null; timer = timers.pollUntil(20)) {
            assertThat(timer.keyHash()).isEqualTo(BackendHarness.hash(timer.key()));
            fired.add(timer.key() + "@" + timer.timestamp() + timer.namespace());
        }
        assertThat(fired.subList(0, 2)).containsExactlyInAnyOrder("a@10y", "b@10x");
        assertThat(fired.subList(2, 3)).containsExactly("a@11x");
        assertThat(timers.isEmpty()).isTrue();
        assertThat(timers.nextTimestamp()).isEqualTo(Long.MAX_VALUE);
        assertThat(backend.currentKey()).isEqualTo("a");
    }

    @Test
    void rule36_timersOfTwoNamesAreTwoSets() {
        TimerQueue<Object, NoNamespace> event = backend.timers("event", NamespaceType.NONE);
        TimerQueue<Object, NoNamespace> processing =
                backend.timers("processing", NamespaceType.NONE);
        key(backend, 1L);
        event.add(5, NONE);
        assertThat(processing.isEmpty()).isTrue();
        assertThat(processing.add(5, NONE)).isTrue();
        assertThat(event.pollUntil(5)).isNotNull();
        assertThat(processing.nextTimestamp()).isEqualTo(5);
        assertThat(backend.timers("processing", NamespaceType.NONE).isEmpty()).isFalse();
    }

    @Test
    void timersCanBeLookedAtAndStayWhatTheyAre() {
        TimerQueue<Object, Long> timers = backend.timers("event", LongNamespaces.LONG);
        backend.timers("processing", NamespaceType.NONE);
        assertThat(backend.timersOf("event")).isEmpty();
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 3_000; i++) {
            key(backend, "key-" + i % 70);
            // many of one time, and many times
            timers.add(i % 2 == 0 ? 5 : i, (long) (i / 70));
            expected.add("key-" + i % 70 + "@" + (i % 2 == 0 ? 5 : i) + "/" + i / 70);
        }
        key(backend, "key-0");
        assertThat(timers.remove(5, 0L)).isTrue();
        assertThat(timers.pollUntil(1)).as("that of key-1").isNotNull();
        expected.removeAll(Set.of("key-0@5/0", "key-1@1/0"));

        List<TimerQueue.Timer<Object, ?>> seen = backend.timersOf("event");
        assertThat(seen)
                .extracting(each -> each.key() + "@" + each.timestamp() + "/" + each.namespace())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(seen)
                .allSatisfy(
                        each ->
                                assertThat(each.keyHash())
                                        .isEqualTo(BackendHarness.hash(each.key())));
        assertThat(backend.timersOf("processing")).isEmpty();
        assertThat(backend.timersOf("never heard of")).isEmpty();
        assertThat(backend.currentKey()).as("the current key stays").isEqualTo("key-0");
        assertThat(timers.nextTimestamp()).isEqualTo(3);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(timers.pollUntil(Long.MAX_VALUE)).as("timer " + i).isNotNull();
        }
        assertThat(timers.isEmpty()).isTrue();
        assertThat(backend.timersOf("event")).isEmpty();
    }

    @Test
    void rule37_timersComeInTheOrderOfTheirTimestamps() {
        TimerQueue<Object, Long> timers = backend.timers("event", LongNamespaces.LONG);
        long[] times = {Long.MIN_VALUE, -1, 0, 1, 5, 1_000_000, Long.MAX_VALUE};
        for (int i = 0; i < 700; i++) {
            key(backend, "key-" + i * 31 % 100);
            timers.add(times[i * 17 % times.length], (long) (i / 100));
        }
        assertThat(timers.nextTimestamp()).isEqualTo(Long.MIN_VALUE);
        assertThat(timers.pollUntil(Long.MIN_VALUE)).isNotNull();
        key(backend, "late");
        assertThat(timers.add(3, 0L)).isTrue();
        int count = 1;
        long last = Long.MIN_VALUE;
        for (var timer = timers.pollUntil(5); timer != null; timer = timers.pollUntil(5)) {
            assertThat(timer.timestamp()).isBetween(last, 5L);
            last = timer.timestamp();
            count++;
        }
        assertThat(timers.nextTimestamp()).isEqualTo(1_000_000);
        while (timers.pollUntil(Long.MAX_VALUE) != null) {
            count++;
        }
        assertThat(count).isEqualTo(701);
        assertThat(timers.isEmpty()).isTrue();
    }

    @Test
    void closingTwiceIsHarmless() {
        backend.close();
        backend.close();
    }

    /** Keeps the sum in the note, to have an accumulator that changes in place. */
    private static final class Mean implements AggregateFunction<Long, Tally, Double> {
        private static final long serialVersionUID = 1L;

        @Override
        public Tally createAccumulator() {
            return new Tally(0, "0");
        }

        @Override
        public Tally add(Long value, Tally accumulator) {
            accumulator.count++;
            accumulator.note = Long.toString(Long.parseLong(accumulator.note) + value);
            return accumulator;
        }

        @Override
        public Double getResult(Tally accumulator) {
            return Double.parseDouble(accumulator.note) / accumulator.count;
        }

        @Override
        public Tally merge(Tally left, Tally right) {
            throw new UnsupportedOperationException();
        }
    }
}
