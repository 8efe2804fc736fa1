/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import static io.sampo.state.backend.KeyedTablesContract.NONE;
import static io.sampo.state.backend.StateContents.NAMESPACES;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.StateContents.At;
import io.sampo.state.backend.StateContents.Time;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.LongNamespaces;
import io.sampo.state.testkit.Reading;
import io.sampo.state.testkit.Tally;
import io.sampo.state.testkit.TextNamespaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables and timers of a backend that a {@link StateModel} is compared with. */
final class StateSubject {
    final KeyedStateBackend<Object> backend;
    final ValueTable<NoNamespace, Tally> tallies;
    final ValueTable<String, String> texts;
    final ValueTable<NoNamespace, Long> counts;
    final ValueTable<NoNamespace, Reading> readings;
    final ValueTable<Long, Reading> windowReadings;
    final ListTable<NoNamespace, Long> lists;
    final ListTable<Long, Long> windowLists;
    final ValueTable<Long, Tally> windowTallies;
    final MapTable<Long, Integer, Tally> maps;
    final TimerQueue<Object, Long> timers;
    final TimerQueue<Object, NoNamespace> others;

    private final NumberedKeys keys;

    StateSubject(KeyedStateBackend<Object> backend, NumberedKeys keys) {
        this.backend = backend;
        this.keys = keys;
        TypeInfo<Tally> tally = TypeInfo.of(Tally.class);
        TypeInfo<Long> number = TypeInfo.of(Long.class);
        NamespaceType<Long> windows = new SharedNamespaces<>(LongNamespaces.LONG);
        tallies = backend.valueTable(new TableSpec<>("tallies", NamespaceType.NONE, tally));
        texts =
                backend.valueTable(
                        new TableSpec<>("texts", TextNamespaces.TEXT, TypeInfo.of(String.class)));
        counts = backend.valueTable(new TableSpec<>("counts", NamespaceType.NONE, number));
        TypeInfo<Reading> reading = TypeInfo.of(Reading.class);
        readings = backend.valueTable(new TableSpec<>("readings", NamespaceType.NONE, reading));
        windowReadings = backend.valueTable(new TableSpec<>("window-readings", windows, reading));
        lists = backend.listTable(new TableSpec<>("lists", NamespaceType.NONE, number));
        windowLists = backend.listTable(new TableSpec<>("window-lists", windows, number));
        windowTallies = backend.valueTable(new TableSpec<>("window-tallies", windows, tally));
        maps = backend.mapTable(new TableSpec<>("maps", LongNamespaces.LONG, tally), Integer.class);
        timers = backend.timers("timers", LongNamespaces.LONG);
        others = backend.timers("others", NamespaceType.NONE);
    }

    /** Reads the state of all keys that are owned, and takes all timers. */
    StateContents read() {
        StateContents found = new StateContents();
        for (int key = 0; key < keys.count(); key++) {
            if (!keys.isOwned(backend, key)) {
                continue;
            }
            BackendHarness.key(backend, keys.key(key));
            put(found.tallies(), key, tallies.get(NONE));
            put(found.counts(), key, counts.get(NONE));
            put(found.readings(), key, readings.get(NONE));
            putList(found.lists(), key, lists.get(NONE));
            for (long n = 0; n < NAMESPACES; n++) {
                put(found.texts(), new At(key, "ns" + n), texts.get("ns" + n));
                putList(found.windowLists(), new At(key, n), windowLists.get(n));
                put(found.windowReadings(), new At(key, n), windowReadings.get(n));
                put(found.windowTallies(), new At(key, n), windowTallies.get(n));
                Map<Integer, Tally> map = new HashMap<>();
                maps.entries(n).forEachRemaining(e -> map.put(e.getKey(), e.getValue()));
                if (!map.isEmpty()) {
                    found.maps().put(new At(key, n), map);
                }
            }
        }
        drain(timers, found.timers());
        drain(others, found.others());
        return found;
    }

    private <N> void drain(TimerQueue<Object, N> queue, Set<Time> target) {
        long last = Long.MIN_VALUE;
        for (var timer = queue.pollUntil(Long.MAX_VALUE);
                timer != null;
                timer = queue.pollUntil(Long.MAX_VALUE)) {
            assertThat(timer.timestamp()).as(keys.about()).isGreaterThanOrEqualTo(last);
            last = timer.timestamp();
            assertThat(timer.keyHash())
                    .as(keys.about())
                    .isEqualTo(BackendHarness.hash(timer.key()));
            assertThat(target.add(new Time(keys.number(timer.key()), last, timer.namespace())))
                    .as(keys.about())
                    .isTrue();
        }
    }

    private static <A, V> void put(Map<A, V> target, A at, @Nullable V value) {
        if (value != null) {
            target.put(at, value);
        }
    }

    private static <A> void putList(Map<A, List<Long>> target, A at, Iterable<Long> elements) {
        List<Long> list = new ArrayList<>();
        elements.forEach(list::add);
        if (!list.isEmpty()) {
            target.put(at, list);
        }
    }
}
