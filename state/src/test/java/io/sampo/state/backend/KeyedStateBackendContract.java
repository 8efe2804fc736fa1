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
import io.sampo.core.type.SerializationFactory;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.LongNamespaces;
import io.sampo.state.testkit.Tally;
import io.sampo.state.testkit.TextNamespaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every state backend must do while it runs: tables, the users' views, timers. Snapshots are
 * in {@link KeyedSnapshotContract}; a backend passes both.
 */
public abstract class KeyedStateBackendContract {
    static final TableSpec<NoNamespace, Long> COUNT =
            new TableSpec<>("count", NamespaceType.NONE, TypeInfo.of(Long.class));
    static final TableSpec<String, String> BY_TEXT =
            new TableSpec<>("by-text", TextNamespaces.TEXT, TypeInfo.of(String.class));
    static final TableSpec<Long, Long> LISTS =
            new TableSpec<>("lists", LongNamespaces.LONG, TypeInfo.of(Long.class));
    static final TableSpec<Long, Tally> MAPS =
            new TableSpec<>("maps", LongNamespaces.LONG, TypeInfo.of(Tally.class));

    /** The one namespace of ordinary state. */
    static final NoNamespace NONE = NoNamespace.INSTANCE;

    private static final int MAX_PARALLELISM = 128;

    @TempDir Path directory;

    private BackendHarness harness;
    private KeyedStateBackend<Object> backend;

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    record Place(String town, int street) {}

    /** Creates the backend to test; it and what it opened are closed after each test. */
    protected abstract StateBackend create();

    /** Returns what writes the values; null for the plain way. */
    protected @Nullable SerializationFactory serialization() {
        return null;
    }

    @BeforeEach
    void open() {
        harness = new BackendHarness(create(), directory, MAX_PARALLELISM, serialization());
        backend = harness.open();
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void withoutAKeyThereIsNoState() {
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNT);
        key(backend, "ann");
        table.put(NONE, 5L);
        backend.clearCurrentKey();

        assertThatThrownBy(() -> table.get(NONE)).hasMessageContaining("no key was set");
        assertThatThrownBy(() -> table.put(NONE, 6L)).hasMessageContaining("no key was set");
        assertThatThrownBy(backend::currentKey).hasMessageContaining("no key was set");
        key(backend, "ann");
        assertThat(table.get(NONE)).isEqualTo(5);
    }

    @Test
    void valuesAreKeptByKey() {
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNT);
        for (long round = 1; round <= 3; round++) {
            for (int i = 0; i < 2_000; i++) {
                key(backend, "key-" + i);
                Long before = table.get(NONE);
                assertThat(before).isEqualTo(round == 1 ? null : Long.valueOf((round - 1) * i));
                table.put(NONE, round * i);
                assertThat(table.get(NONE)).isEqualTo(round * i);
            }
        }
        for (int i = 0; i < 2_000; i += 2) {
            key(backend, "key-" + i);
            table.remove(NONE);
            assertThat(table.get(NONE)).isNull();
            table.remove(NONE);
        }
        for (int i = 0; i < 2_000; i++) {
            key(backend, "key-" + i);
            assertThat(table.get(NONE)).isEqualTo(i % 2 == 0 ? null : Long.valueOf(3L * i));
        }
    }

    @Test
    void theCurrentKeyIsWhatWasSetLast() {
        key(backend, "a");
        assertThat(backend.currentKey()).isEqualTo("a");
        assertThat(backend.currentKeyHash()).isEqualTo(BackendHarness.hash("a"));
        key(backend, "b");
        assertThat(backend.currentKey()).isEqualTo("b");
        assertThat(backend.keyGroups().size()).isEqualTo(MAX_PARALLELISM);
    }

    @Test
    void valuesAreKeptByNamespace() {
        ValueTable<String, String> table = backend.valueTable(BY_TEXT);
        key(backend, 1L);
        table.put("", "empty");
        table.put("x", "one");
        key(backend, 2L);
        table.put("x", "two");
        assertThat(table.get("")).isNull();
        key(backend, 1L);
        assertThat(table.get("")).isEqualTo("empty");
        assertThat(table.get("x")).isEqualTo("one");
        table.remove("x");
        assertThat(table.get("x")).isNull();
        assertThat(table.get("")).isEqualTo("empty");
        key(backend, 2L);
        assertThat(table.get("x")).isEqualTo("two");
    }

    @Test
    void tablesDoNotSeeEachOther() {
        ValueTable<NoNamespace, Long> count = backend.valueTable(COUNT);
        ValueTable<NoNamespace, Long> other =
                backend.valueTable(
                        new TableSpec<>("other", NamespaceType.NONE, TypeInfo.of(Long.class)));
        key(backend, "a");
        count.put(NONE, 1L);
        assertThat(other.get(NONE)).isNull();
        other.put(NONE, 2L);
        count.remove(NONE);
        assertThat(other.get(NONE)).isEqualTo(2L);
    }

    @Test
    void sameNameGivesTheSameTable() {
        key(backend, "a");
        backend.valueTable(COUNT).put(NONE, 1L);
        assertThat(backend.valueTable(COUNT).get(NONE)).isEqualTo(1L);
        backend.valueTable(COUNT).put(NONE, 2L);
        assertThat(backend.valueTable(COUNT).get(NONE)).isEqualTo(2L);
    }

    @Test
    void keysOfEveryFitClassWork() {
        List<List<Object>> classes =
                List.of(
                        List.of(new byte[0], new byte[] {1}, new byte[] {1, 0}),
                        List.of(new Place("Oulu", 1), new Place("Oulu", 2), new Place("", 1)),
                        List.of(Colour.RED, Colour.GREEN),
                        List.of(0.0, -0.0, Double.NaN),
                        List.of(new UUID(1, 2), new UUID(2, 1)),
                        List.of(1, -1, Integer.MIN_VALUE),
                        List.of("", "a", "\u00e4", "\ud83d\ude00"));
        for (List<Object> keys : classes) {
            KeyedStateBackend<Object> fresh = harness.open();
            ValueTable<NoNamespace, Long> table = fresh.valueTable(COUNT);
            for (int i = 0; i < keys.size(); i++) {
                key(fresh, keys.get(i));
                assertThat(table.get(NONE)).as("key=%s", keys.get(i)).isNull();
                table.put(NONE, (long) i);
            }
            for (int i = 0; i < keys.size(); i++) {
                Object equal = keys.get(i) instanceof byte[] bytes ? bytes.clone() : keys.get(i);
                key(fresh, equal);
                assertThat(table.get(NONE)).as("key=%s", equal).isEqualTo(i);
            }
        }
    }

    @Test
    void keysOfTwoClassesAreRefused() {
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNT);
        key(backend, "a");
        table.put(NONE, 1L);
        assertThatThrownBy(
                        () -> {
                            key(backend, 1L);
                            table.put(NONE, 2L);
                        })
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContainingAll("counter", "java.lang.String", "java.lang.Long");
    }

    @Test
    void changedValuesThatArePutAgainAreKept() {
        ValueTable<NoNamespace, Tally> table =
                backend.valueTable(
                        new TableSpec<>("tally", NamespaceType.NONE, TypeInfo.of(Tally.class)));
        key(backend, "a");
        table.put(NONE, new Tally(1, "x"));
        for (int i = 0; i < 5; i++) {
            Tally tally = Objects.requireNonNull(table.get(NONE));
            tally.count++;
            table.put(NONE, tally);
            key(backend, "b");
            assertThat(table.get(NONE)).isNull();
            key(backend, "a");
        }
        assertThat(table.get(NONE)).isEqualTo(new Tally(6, "x"));
    }

    @Test
    void listsGrowInOrder() {
        ListTable<Long, Long> table = backend.listTable(LISTS);
        for (long round = 0; round < 40; round++) {
            for (long i = 0; i < 5; i++) {
                key(backend, i);
                table.add(i % 2, round * 10 + i);
            }
        }
        for (long i = 0; i < 5; i++) {
            key(backend, i);
            List<Long> expected = new ArrayList<>();
            for (long round = 0; round < 40; round++) {
                expected.add(round * 10 + i);
            }
            assertThat(table.get(i % 2)).containsExactlyElementsOf(expected);
            assertThat(table.isEmpty(i % 2)).isFalse();
            assertThat(table.isEmpty(5L)).isTrue();
            assertThat(table.get(5L)).isEmpty();
        }
    }

    @Test
    void listsAreReplacedAndRemoved() {
        ListTable<Long, Long> table = backend.listTable(LISTS);
        key(backend, 1L);
        table.add(7L, 1L);
        List<Long> replacement = new ArrayList<>(List.of(2L, 3L));
        table.put(7L, replacement);
        replacement.add(99L);
        table.add(7L, 4L);
        assertThat(table.get(7L)).containsExactly(2L, 3L, 4L);
        table.put(7L, List.of());
        assertThat(table.isEmpty(7L)).isTrue();
        table.add(7L, 5L);
        assertThat(table.get(7L)).containsExactly(5L);
        table.remove(7L);
        assertThat(table.isEmpty(7L)).isTrue();
        assertThat(table.get(7L)).isEmpty();
        table.remove(7L);
    }

    @Test
    void mapsAreKeptEntryByEntry() {
        MapTable<Long, String, Tally> table = backend.mapTable(MAPS, String.class);
        key(backend, 1L);
        assertThat(table.isEmpty(0L)).isTrue();
        table.put(0L, "a", new Tally(1, "a"));
        table.put(0L, "b", new Tally(2, "b"));
        table.put(1L, "a", new Tally(3, "c"));
        assertThat(table.get(0L, "a")).isEqualTo(new Tally(1, "a"));
        assertThat(table.get(1L, "b")).isNull();
        assertThat(table.contains(0L, "b")).isTrue();
        assertThat(table.contains(1L, "b")).isFalse();
        table.put(0L, "a", new Tally(4, "d"));
        assertThat(content(table, 0L))
                .isEqualTo(Map.of("a", new Tally(4, "d"), "b", new Tally(2, "b")));
        table.remove(0L, "a");
        table.remove(0L, "a");
        table.remove(0L, "b");
        assertThat(table.isEmpty(0L)).isTrue();
        assertThat(table.entries(0L)).isExhausted();
        assertThat(table.isEmpty(1L)).isFalse();
        table.clear(1L);
        assertThat(table.isEmpty(1L)).isTrue();
        key(backend, 2L);
        assertThat(table.isEmpty(0L)).isTrue();
    }

    @Test
    void mapEntriesCanBeRemovedOnTheWay() {
        MapTable<Long, Long, Long> table =
                backend.mapTable(
                        new TableSpec<>("numbers", LongNamespaces.LONG, TypeInfo.of(Long.class)),
                        Long.class);
        key(backend, 1L);
        for (int size : new int[] {1, 2, 7, 100, 6_000}) {
            Map<Long, Long> expected = new HashMap<>();
            for (long i = 0; i < size; i++) {
                table.put(3L, i, i * i);
                expected.put(i, i * i);
            }
            Map<Long, Long> seen = new HashMap<>();
            for (Iterator<Map.Entry<Long, Long>> all = table.entries(3L); all.hasNext(); ) {
                Map.Entry<Long, Long> entry = all.next();
                assertThat(seen.put(entry.getKey(), entry.getValue())).isNull();
                if (entry.getKey() % 3 != 0) {
                    all.remove();
                }
            }
            assertThat(seen).as("size=%d", size).isEqualTo(expected);
            expected.keySet().removeIf(i -> i % 3 != 0);
            assertThat(content(table, 3L)).as("size=%d", size).isEqualTo(expected);
            for (Iterator<?> all = table.entries(3L); all.hasNext(); ) {
                all.next();
                all.remove();
            }
            assertThat(table.isEmpty(3L)).as("size=%d", size).isTrue();
        }
    }

    @Test
    void mapEntriesOfAKeyCannotBeReadOrRemovedForAnother() {
        MapTable<Long, Long, Tally> table = backend.mapTable(MAPS, Long.class);
        for (String key : List.of("a", "b")) {
            key(backend, key);
            for (long userKey = 0; userKey < 3; userKey++) {
                table.put(3L, userKey, new Tally(userKey, "t"));
            }
        }
        key(backend, "a");
        Iterator<Map.Entry<Long, Tally>> kept = table.entries(3L);
        kept.next();
        key(backend, "b");

        assertThatThrownBy(kept::remove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the current key has changed: key=a");
        assertThatThrownBy(kept::next).isInstanceOf(IllegalStateException.class);
        assertThat(table.entries(3L)).toIterable().hasSize(3);
    }

    @Test
    void anEntryThatIsGoneBeforeItIsReachedIsNotANullPointer() {
        MapTable<Long, Long, Tally> table = backend.mapTable(MAPS, Long.class);
        key(backend, "a");
        for (long userKey = 0; userKey < 3; userKey++) {
            table.put(3L, userKey, new Tally(userKey, "t"));
        }
        Iterator<Map.Entry<Long, Tally>> entries = table.entries(3L);
        long first = entries.next().getKey();
        for (long userKey = 0; userKey < 3; userKey++) {
            if (userKey != first) {
                table.remove(3L, userKey);
            }
        }

        try {
            entries.next();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("changed while its entries were read");
        }
    }

    @Test
    void userKeysAreEqualByContent() {
        MapTable<Long, byte[], Tally> table = backend.mapTable(MAPS, byte[].class);
        key(backend, 1L);
        table.put(0L, new byte[] {1, 2}, new Tally(1, "x"));
        table.put(0L, new byte[] {1, 2}, new Tally(2, "y"));
        assertThat(table.get(0L, new byte[] {1, 2})).isEqualTo(new Tally(2, "y"));
        assertThat(table.contains(0L, new byte[] {1})).isFalse();
        table.remove(0L, new byte[] {1, 2});
        assertThat(table.isEmpty(0L)).isTrue();
    }

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

    private static <N, U, V> Map<U, V> content(MapTable<N, U, V> table, N namespace) {
        Map<U, V> content = new HashMap<>();
        table.entries(namespace).forEachRemaining(e -> content.put(e.getKey(), e.getValue()));
        return content;
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
