/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.TimerQueue;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.LongNamespaces;
import io.sampo.state.testkit.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a cached backend must hold, as plain collections. All values are mutable, and are changed in
 * place wherever that is allowed.
 */
final class CacheModel {
    private static final NoNamespace NONE = NoNamespace.INSTANCE;
    private static final int NAMESPACES = 3;

    private final Random random;
    private final int keys;
    private final String about;
    private Content content = new Content();
    private Tables tables;

    /** The state by {@code key/namespace}. */
    static final class Content {
        final Map<String, Tally> values = new TreeMap<>();
        final Map<String, List<Tally>> lists = new TreeMap<>();
        final Map<String, TreeMap<Integer, Tally>> maps = new TreeMap<>();
        final Set<String> timers = new TreeSet<>();

        Content copy() {
            Content copy = new Content();
            values.forEach((at, value) -> copy.values.put(at, copyOf(value)));
            lists.forEach(
                    (at, list) -> {
                        List<Tally> elements = new ArrayList<>();
                        list.forEach(each -> elements.add(copyOf(each)));
                        copy.lists.put(at, elements);
                    });
            maps.forEach(
                    (at, map) -> {
                        TreeMap<Integer, Tally> entries = new TreeMap<>();
                        map.forEach((key, value) -> entries.put(key, copyOf(value)));
                        copy.maps.put(at, entries);
                    });
            copy.timers.addAll(timers);
            return copy;
        }

        @Override
        public String toString() {
            return "values="
                    + values
                    + "\nlists="
                    + lists
                    + "\nmaps="
                    + maps
                    + "\ntimers="
                    + timers;
        }
    }

    private static final class Tables {
        final KeyedStateBackend<Object> backend;
        final ValueTable<NoNamespace, Tally> values;
        final ValueTable<Long, Tally> windowValues;
        final ListTable<Long, Tally> lists;
        final MapTable<Long, Integer, Tally> maps;
        final TimerQueue<Object, Long> timers;

        Tables(KeyedStateBackend<Object> backend) {
            this.backend = backend;
            TypeInfo<Tally> tally = TypeInfo.of(Tally.class);
            values = backend.valueTable(new TableSpec<>("v", NamespaceType.NONE, tally));
            windowValues = backend.valueTable(new TableSpec<>("w", LongNamespaces.LONG, tally));
            lists = backend.listTable(new TableSpec<>("l", LongNamespaces.LONG, tally));
            maps =
                    backend.mapTable(
                            new TableSpec<>("m", LongNamespaces.LONG, tally), Integer.class);
            timers = backend.timers("t", LongNamespaces.LONG);
        }
    }

    CacheModel(KeyedStateBackend<Object> backend, Random random, int keys, String about) {
        this.tables = new Tables(backend);
        this.random = random;
        this.keys = keys;
        this.about = about;
    }

    /** Returns what the backend holds now. */
    Content mark() {
        return content.copy();
    }

    /** Goes on with another backend, which was restored to {@code restored}. */
    void moveTo(KeyedStateBackend<Object> backend, Content restored) {
        tables = new Tables(backend);
        content = restored.copy();
    }

    /** Does random things and compares whatever comes back. */
    void change(int times) {
        for (int i = 0; i < times; i++) {
            // low keys are hot
            String key = "key-" + Math.min(random.nextInt(keys), random.nextInt(keys));
            BackendHarness.key(tables.backend, key);
            long namespace = random.nextInt(NAMESPACES);
            switch (random.nextInt(10)) {
                case 0, 1 -> value(tables.values, NONE, key);
                case 2 -> value(tables.windowValues, namespace, key + "/" + namespace);
                case 3, 4 -> list(namespace, key + "/" + namespace);
                case 5, 6, 7 -> map(namespace, key + "/" + namespace);
                case 8 -> timer(namespace, key);
                default -> prefetch();
            }
        }
    }

    private void prefetch() {
        Object[] some = new Object[8];
        int[] hashes = new int[8];
        for (int i = 0; i < some.length; i++) {
            some[i] = "key-" + random.nextInt(keys);
            hashes[i] = BackendHarness.hash(some[i]);
        }
        tables.backend.prefetch(some, hashes, some.length);
    }

    private <N> void value(ValueTable<N, Tally> table, N namespace, String at) {
        switch (random.nextInt(8)) {
            case 0 -> {
                table.remove(namespace);
                content.values.remove(at);
            }
            case 1, 2 -> {
                Tally fresh = tally();
                table.put(namespace, fresh);
                content.values.put(at, copyOf(fresh));
            }
            default -> {
                Tally found = table.get(namespace);
                assertThat(found).as(about).isEqualTo(content.values.get(at));
                if (found != null) {
                    touch(found);
                    table.put(namespace, found);
                    content.values.put(at, copyOf(found));
                }
            }
        }
    }

    private void list(long namespace, String at) {
        ListTable<Long, Tally> table = tables.lists;
        List<Tally> expected = content.lists.computeIfAbsent(at, each -> new ArrayList<>());
        switch (random.nextInt(10)) {
            case 0 -> {
                table.remove(namespace);
                expected.clear();
            }
            case 1 -> assertThat(table.isEmpty(namespace)).as(about).isEqualTo(expected.isEmpty());
            case 2, 3 ->
                    assertThat(table.get(namespace)).as(about).containsExactlyElementsOf(expected);
            case 4 -> {
                // as users do: change the elements, then put all of them
                List<Tally> all = new ArrayList<>();
                expected.clear();
                for (Tally each : table.get(namespace)) {
                    touch(each);
                    all.add(each);
                    expected.add(copyOf(each));
                }
                table.put(namespace, all);
            }
            default -> {
                Tally fresh = tally();
                table.add(namespace, fresh);
                expected.add(copyOf(fresh));
            }
        }
        if (expected.isEmpty()) {
            content.lists.remove(at);
        }
    }

    private void map(long namespace, String at) {
        MapTable<Long, Integer, Tally> table = tables.maps;
        TreeMap<Integer, Tally> expected =
                content.maps.computeIfAbsent(at, each -> new TreeMap<>());
        int userKey = random.nextInt(20) - 10;
        switch (random.nextInt(16)) {
            case 0 -> {
                table.clear(namespace);
                expected.clear();
            }
            case 1 -> assertThat(table.isEmpty(namespace)).as(about).isEqualTo(expected.isEmpty());
            case 2, 3 -> iterate(namespace, expected);
            case 4, 5, 6 -> {
                table.remove(namespace, userKey);
                expected.remove(userKey);
            }
            case 7 ->
                    assertThat(table.contains(namespace, userKey))
                            .as(about)
                            .isEqualTo(expected.containsKey(userKey));
            case 8, 9, 10 -> {
                Tally found = table.get(namespace, userKey);
                assertThat(found).as(about).isEqualTo(expected.get(userKey));
                if (found != null) {
                    touch(found);
                    table.put(namespace, userKey, found);
                    expected.put(userKey, copyOf(found));
                }
            }
            default -> {
                Tally fresh = tally();
                table.put(namespace, userKey, fresh);
                expected.put(userKey, copyOf(fresh));
            }
        }
        if (expected.isEmpty()) {
            content.maps.remove(at);
        }
    }

    private void iterate(long namespace, Map<Integer, Tally> expected) {
        Map<Integer, Tally> changed = new HashMap<>();
        List<Integer> removed = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        Iterator<Map.Entry<Integer, Tally>> all = tables.maps.entries(namespace);
        int stopAfter = random.nextInt(4) == 0 ? random.nextInt(5) : Integer.MAX_VALUE;
        while (order.size() < stopAfter && all.hasNext()) {
            Map.Entry<Integer, Tally> entry = all.next();
            order.add(entry.getKey());
            assertThat(entry.getValue()).as(about).isEqualTo(expected.get(entry.getKey()));
            switch (random.nextInt(5)) {
                case 0 -> {
                    all.remove();
                    removed.add(entry.getKey());
                }
                case 1 -> {
                    touch(entry.getValue());
                    entry.setValue(entry.getValue());
                    changed.put(entry.getKey(), copyOf(entry.getValue()));
                }
                default -> {}
            }
        }
        List<Integer> wanted = new ArrayList<>(expected.keySet());
        assertThat(order)
                .as(about)
                .isEqualTo(wanted.subList(0, Math.min(stopAfter, wanted.size())));
        expected.putAll(changed);
        removed.forEach(expected::remove);
    }

    private void timer(long namespace, String key) {
        TimerQueue<Object, Long> queue = tables.timers;
        long timestamp = random.nextInt(40) - 20L;
        String timer = nameOf(timestamp, key, namespace);
        switch (random.nextInt(5)) {
            case 0, 1, 2 ->
                    assertThat(queue.add(timestamp, namespace))
                            .as(about)
                            .isEqualTo(content.timers.add(timer));
            case 3 ->
                    assertThat(queue.remove(timestamp, namespace))
                            .as(about)
                            .isEqualTo(content.timers.remove(timer));
            default -> poll(timestamp);
        }
    }

    private void poll(long time) {
        long earliest = Long.MAX_VALUE;
        for (String each : content.timers) {
            earliest = Math.min(earliest, Integer.parseInt(each.substring(0, each.indexOf('@'))));
        }
        assertThat(tables.timers.nextTimestamp()).as(about).isEqualTo(earliest);
        assertThat(tables.timers.isEmpty()).as(about).isEqualTo(content.timers.isEmpty());
        TimerQueue.Timer<Object, Long> polled = tables.timers.pollUntil(time);
        if (earliest > time) {
            assertThat(polled).as(about).isNull();
        } else {
            assertThat(Objects.requireNonNull(polled, about).timestamp())
                    .as(about)
                    .isEqualTo(earliest);
            assertThat(content.timers.remove(nameOf(earliest, polled.key(), polled.namespace())))
                    .as(about)
                    .isTrue();
        }
    }

    /** Compares all that a backend holds with what is expected; takes its timers. */
    void verify(KeyedStateBackend<Object> backend, Content expected) {
        assertThat(read(new Tables(backend)).toString()).as(about).isEqualTo(expected.toString());
    }

    private Content read(Tables from) {
        Content found = new Content();
        for (int i = 0; i < keys; i++) {
            String key = "key-" + i;
            BackendHarness.key(from.backend, key);
            put(found.values, key, from.values.get(NONE));
            for (long namespace = 0; namespace < NAMESPACES; namespace++) {
                String at = key + "/" + namespace;
                put(found.values, at, from.windowValues.get(namespace));
                List<Tally> list = new ArrayList<>();
                from.lists.get(namespace).forEach(list::add);
                if (!list.isEmpty()) {
                    found.lists.put(at, list);
                }
                TreeMap<Integer, Tally> map = new TreeMap<>();
                from.maps
                        .entries(namespace)
                        .forEachRemaining(e -> map.put(e.getKey(), e.getValue()));
                if (!map.isEmpty()) {
                    found.maps.put(at, map);
                }
            }
        }
        for (var timer = from.timers.pollUntil(Long.MAX_VALUE);
                timer != null;
                timer = from.timers.pollUntil(Long.MAX_VALUE)) {
            found.timers.add(nameOf(timer.timestamp(), timer.key(), timer.namespace()));
        }
        return found;
    }

    private static void put(Map<String, Tally> target, String at, @Nullable Tally value) {
        if (value != null) {
            target.put(at, value);
        }
    }

    private static String nameOf(long timestamp, Object key, long namespace) {
        return timestamp + "@" + key + "/" + namespace;
    }

    private Tally tally() {
        return new Tally(random.nextInt(1000), "n".repeat(random.nextInt(30)));
    }

    private void touch(Tally value) {
        value.count++;
        value.note = "t".repeat(random.nextInt(30));
    }

    private static Tally copyOf(Tally value) {
        return new Tally(value.count, value.note);
    }
}
