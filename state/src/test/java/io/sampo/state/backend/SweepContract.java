/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import static io.sampo.state.testkit.BackendHarness.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.id.OperatorId;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.TypeHint;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.ListState;
import io.sampo.state.MapState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.StateTtlConfig;
import io.sampo.state.ValueState;
import io.sampo.state.backend.internal.Expiring;
import io.sampo.state.backend.internal.TimeToLive;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.testkit.MemorySnapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend does about expired state that nobody reads. The time to live is 100 ms. */
public abstract class SweepContract {
    private static final int KEYS = 300;
    private static final int KEY_GROUPS = 16;

    @TempDir Path directory;

    private final ManualClock clock = new ManualClock(1_000);
    private final MemorySnapshots snapshots = new MemorySnapshots();
    private final List<AutoCloseable> open = new ArrayList<>();
    private int opened;

    /** Makes the backend. */
    protected abstract StateBackend create();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private KeyedStateBackend<Object> open(KeyedStateHandle... restored) {
        StateBackend backend = create();
        open.add(backend);
        KeyedStateBackend<Object> keyed =
                backend.open(
                        new BackendContext(
                                new OperatorId("counter"),
                                0,
                                ++opened,
                                KEY_GROUPS,
                                new KeyGroupRange(0, KEY_GROUPS - 1),
                                new ForySerializationFactory(SweepContract.class.getClassLoader()),
                                snapshots,
                                directory,
                                Runnable::run,
                                clock),
                        List.of(restored));
        open.add(keyed);
        return keyed;
    }

    private static StateTtlConfig.Builder ttl() {
        return StateTtlConfig.newBuilder(Duration.ofMillis(100));
    }

    /** Three states of each kind. */
    private final class States {
        final KeyedStateBackend<Object> keyed;
        final ValueState<String> value;
        final ListState<String> list;
        final MapState<Long, List<String>> map;

        States(KeyedStateBackend<Object> keyed, StateTtlConfig config) {
            this.keyed = keyed;
            KeyedStates states = KeyedStates.of(keyed, clock);
            value = states.state(StateDescriptor.value("v", String.class).enableTimeToLive(config));
            list = states.state(StateDescriptor.list("l", String.class).enableTimeToLive(config));
            map =
                    states.state(
                            StateDescriptor.map("m", Long.class, new TypeHint<List<String>>() {})
                                    .enableTimeToLive(config));
        }

        void fill(int from, int to) {
            for (long i = from; i < to; i++) {
                key(keyed, i);
                value.update("value " + i);
                list.add("element " + i);
                map.put(i, new ArrayList<>(List.of("entry " + i)));
                map.put(-i - 1, new ArrayList<>());
            }
        }
    }

    /** Takes a snapshot, so that everything is in the store, if there is one. */
    private KeyedStateHandle snapshot(KeyedStateBackend<Object> keyed) throws IOException {
        long id = ++opened;
        KeyedStateHandle handle = keyed.snapshot(id, snapshots.store(id)).run();
        keyed.checkpointCompleted(id);
        return handle;
    }

    /** Counts values, elements or entries, those that have expired too. */
    private long count(KeyedStateBackend<Object> keyed, String kind) {
        long count = 0;
        for (long i = 0; i < KEYS; i++) {
            key(keyed, i);
            count +=
                    switch (kind) {
                        case "v" ->
                                keyed.valueTable(raw("v", TypeInfo.of(String.class)))
                                                        .get(NoNamespace.INSTANCE)
                                                == null
                                        ? 0
                                        : 1;
                        case "l" ->
                                size(
                                        keyed.listTable(raw("l", TypeInfo.of(String.class)))
                                                .get(NoNamespace.INSTANCE)
                                                .iterator());
                        default ->
                                size(
                                        keyed.mapTable(
                                                        raw(
                                                                "m",
                                                                TypeInfo.of(
                                                                        new TypeHint<
                                                                                List<
                                                                                        String>>() {})),
                                                        Long.class)
                                                .entries(NoNamespace.INSTANCE));
                    };
        }
        return count;
    }

    /** The table behind a state, with the times. */
    private <V> TableSpec<NoNamespace, Expiring<V>> raw(String name, TypeInfo<V> type) {
        return new TimeToLive(ttl().build(), clock)
                .stored(new TableSpec<>(name, NamespaceType.NONE, type));
    }

    private static long size(Iterator<?> elements) {
        long size = 0;
        for (; elements.hasNext(); elements.next()) {
            size++;
        }
        return size;
    }

    private static void sweepAll(KeyedStateBackend<Object> keyed, int records) {
        for (int i = 0; i < 30; i++) {
            keyed.sweep(records);
        }
    }

    @Test
    void rule44_whatNobodyReadsIsDroppedInTheBackground() throws IOException {
        KeyedStateBackend<Object> keyed = open();
        States states = new States(keyed, ttl().cleanupIncrementally(10, true).build());
        states.fill(0, KEYS);
        snapshot(keyed);
        sweepAll(keyed, 100);
        assertThat(count(keyed, "v")).as("nothing has expired").isEqualTo(KEYS);
        assertThat(count(keyed, "l")).as("nothing has expired").isEqualTo(KEYS);
        assertThat(count(keyed, "m")).as("nothing has expired").isEqualTo(2 * KEYS);

        clock.advance(Duration.ofMillis(60));
        key(keyed, 0L);
        states.value.update("new");
        states.list.add("new");
        states.map.put(0L, new ArrayList<>());
        clock.advance(Duration.ofMillis(60));
        key(keyed, 77L);
        sweepAll(keyed, 100);
        assertThat(keyed.currentKey()).as("stays").isEqualTo(77L);

        assertThat(count(keyed, "v")).isEqualTo(1);
        assertThat(count(keyed, "l")).as("of two elements, one is left").isEqualTo(1);
        assertThat(count(keyed, "m")).as("of two entries, one is left").isEqualTo(1);
        key(keyed, 0L);
        assertThat(states.value.value()).isEqualTo("new");
        assertThat(states.list.get()).containsExactly("new");
        assertThat(states.map.keys()).containsExactly(0L);
        snapshot(keyed);
        for (String table : List.of("v", "l", "m")) {
            long rows = 0;
            for (int group = 0; group < KEY_GROUPS; group++) {
                rows += keyed.keys(table, group).size();
            }
            assertThat(rows).as(table).isEqualTo(1);
        }
    }

    @Test
    void rule44_oneMapOfOneKeyIsCleanedToo() throws IOException {
        KeyedStateBackend<Object> keyed = open();
        States states = new States(keyed, ttl().cleanupIncrementally(10, true).build());
        key(keyed, 1L);
        for (long i = 0; i < 20_000; i++) {
            states.map.put(i, new ArrayList<>());
        }
        clock.advance(Duration.ofMillis(50));
        for (long i = 0; i < 10; i++) {
            states.map.put(i * 1_000, new ArrayList<>());
        }
        snapshot(keyed);
        clock.advance(Duration.ofMillis(50));
        for (int i = 0; i < 100; i++) {
            keyed.sweep(100);
        }

        assertThat(count(keyed, "m")).isEqualTo(10);
    }

    @Test
    void rule44_accessesDriveItUnlessEveryRecordDoes() throws IOException {
        KeyedStateBackend<Object> keyed = open();
        States states = new States(keyed, ttl().build());
        states.fill(0, KEYS);
        clock.advance(Duration.ofMillis(100));
        snapshot(keyed);
        sweepAll(keyed, 1);
        assertThat(count(keyed, "v")).as("300 accesses, 5 rows for each").isZero();

        states.fill(0, KEYS);
        snapshot(keyed);
        sweepAll(keyed, 1);
        clock.advance(Duration.ofMillis(100));
        sweepAll(keyed, 1_000);
        assertThat(count(keyed, "v")).as("no access since it has expired").isEqualTo(KEYS);
    }

    @Test
    void rule44_withoutCleanupItStays() throws IOException {
        KeyedStateBackend<Object> keyed = open();
        States states = new States(keyed, ttl().disableCleanupInBackground().build());
        states.fill(0, KEYS);
        snapshot(keyed);
        clock.advance(Duration.ofMillis(100));
        states.fill(0, 1);
        sweepAll(keyed, 1_000);

        assertThat(count(keyed, "v")).isEqualTo(KEYS);
    }

    /** Random changes, in the end compared with a plain map; sweeps and snapshots in between. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rule44_sweepsChangeNothingThatIsSeen(long seed) throws Exception {
        Random random = new Random(seed);
        KeyedStateBackend<Object> keyed = open();
        StateTtlConfig config = ttl().cleanupIncrementally(7, true).build();
        States states = new States(keyed, config);
        Map<Long, Map<Long, Long>> expected = new HashMap<>();
        Map<Long, Long> times = new TreeMap<>();
        for (int i = 0; i < 6_000; i++) {
            long of = random.nextInt(60);
            key(keyed, of);
            long field = random.nextInt(20);
            Map<Long, Long> fields = expected.computeIfAbsent(of, each -> new TreeMap<>());
            if (random.nextInt(5) > 0) {
                long now = clock.currentTimeMillis();
                states.map.put(field, new ArrayList<>(List.of("" + now)));
                states.value.update("" + now);
                fields.put(field, now);
                times.put(of, now);
            } else if (random.nextBoolean()) {
                states.map.remove(field);
                fields.remove(field);
            }
            clock.advance(Duration.ofMillis(random.nextInt(3)));
            keyed.sweep(random.nextInt(20));
            if (random.nextInt(1_000) == 0) {
                KeyedStateHandle handle = snapshot(keyed);
                if (random.nextBoolean()) {
                    keyed = open(handle);
                    states = new States(keyed, config);
                }
            }
        }
        long oldest = clock.currentTimeMillis() - 100;
        for (long of = 0; of < 60; of++) {
            key(keyed, of);
            Map<Long, Long> seen = new TreeMap<>();
            for (Map.Entry<Long, List<String>> entry : states.map.entries()) {
                seen.put(entry.getKey(), Long.valueOf(entry.getValue().get(0)));
            }
            Map<Long, Long> wanted = new TreeMap<>(expected.getOrDefault(of, Map.of()));
            wanted.values().removeIf(time -> time <= oldest);
            assertThat(seen).as("seed=%d key=%d", seed, of).isEqualTo(wanted);
            Long time = times.get(of);
            assertThat(states.value.value())
                    .as("seed=%d key=%d", seed, of)
                    .isEqualTo(time == null || time <= oldest ? null : "" + time);
        }
    }
}
