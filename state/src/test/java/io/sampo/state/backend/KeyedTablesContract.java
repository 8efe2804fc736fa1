/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import static io.sampo.state.testkit.BackendHarness.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.SerializationFactory;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.LongNamespaces;
import io.sampo.state.testkit.Tally;
import io.sampo.state.testkit.TextNamespaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tables of every state backend must do: values, lists and maps, by key and namespace.
 * Part of {@link KeyedStateBackendContract}.
 */
public abstract class KeyedTablesContract {
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
    KeyedStateBackend<Object> backend;

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

    private static <N, U, V> Map<U, V> content(MapTable<N, U, V> table, N namespace) {
        Map<U, V> content = new HashMap<>();
        table.entries(namespace).forEachRemaining(e -> content.put(e.getKey(), e.getValue()));
        return content;
    }
}
