/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.time.Clock;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.TypeHint;
import io.sampo.state.MapState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.MemorySnapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The RocksDB backend with the serialization that jobs have, while snapshots are being written. */
class RocksForyTest {
    private static final StateDescriptor<ValueState<Basket>> BASKETS =
            StateDescriptor.value("baskets", Basket.class);
    private static final StateDescriptor<MapState<String, List<Long>>> LISTS =
            StateDescriptor.map("lists", String.class, new TypeHint<List<Long>>() {});
    private static final int KEYS = 1_000;

    @TempDir Path directory;

    private final MemorySnapshots snapshots = new MemorySnapshots();
    private final ForySerializationFactory serialization =
            new ForySerializationFactory(RocksForyTest.class.getClassLoader());
    private final RocksStateBackend backend =
            new RocksStateBackend(RocksSettings.defaults(), 200_000, 4 << 20);
    private final ExecutorService otherThread = Executors.newSingleThreadExecutor();
    private final List<KeyedStateBackend<Object>> opened = new ArrayList<>();

    /** Changed in place by users. */
    static final class Basket {
        long total;
        List<String> items = new ArrayList<>();
    }

    @AfterEach
    void close() {
        otherThread.shutdownNow();
        opened.forEach(KeyedStateBackend::close);
        backend.close();
    }

    private KeyedStateBackend<Object> open(KeyedStateHandle... handles) {
        BackendContext context =
                new BackendContext(
                        new OperatorId("counter"),
                        0,
                        opened.size() + 1,
                        128,
                        new KeyGroupRange(0, 127),
                        serialization,
                        snapshots,
                        directory,
                        otherThread,
                        Clock.system());
        KeyedStateBackend<Object> keyed = backend.open(context, List.of(handles));
        opened.add(keyed);
        return keyed;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void changesInPlaceAfterTheMarkStayOutOfTheSnapshot(long seed) throws Exception {
        Random random = new Random(seed);
        KeyedStateBackend<Object> keyed = open();
        Map<Long, Long> totals = new HashMap<>();
        for (long id = 1; id <= 4; id++) {
            change(keyed, totals, random, 3_000);
            Map<Long, Long> marked = new HashMap<>(totals);
            SnapshotRun run = keyed.snapshot(id, snapshots.store(id));
            Future<KeyedStateHandle> written = otherThread.submit(run::run);
            change(keyed, totals, random, 3_000);
            KeyedStateHandle handle = written.get();
            keyed.checkpointCompleted(id);
            assertHolds(open(handle), marked, "seed=" + seed + " checkpoint=" + id);
        }
        assertHolds(keyed, totals, "seed=" + seed);
    }

    private static void change(
            KeyedStateBackend<Object> keyed, Map<Long, Long> totals, Random random, int times) {
        KeyedStates states = KeyedStates.of(keyed, new ManualClock(0));
        ValueState<Basket> baskets = states.state(BASKETS);
        MapState<String, List<Long>> lists = states.state(LISTS);
        for (int i = 0; i < times; i++) {
            long key = Math.min(random.nextInt(KEYS), random.nextInt(KEYS));
            BackendHarness.key(keyed, key);
            Basket basket = Objects.requireNonNullElseGet(baskets.value(), Basket::new);
            basket.total++;
            if (basket.items.size() < 5) {
                basket.items.add("item " + basket.total);
            }
            baskets.update(basket);
            List<Long> list = Objects.requireNonNullElseGet(lists.get("k"), ArrayList::new);
            list.clear();
            list.add(basket.total);
            lists.put("k", list);
            totals.put(key, basket.total);
        }
    }

    private static void assertHolds(
            KeyedStateBackend<Object> keyed, Map<Long, Long> totals, String about) {
        KeyedStates states = KeyedStates.of(keyed, new ManualClock(0));
        ValueState<Basket> baskets = states.state(BASKETS);
        MapState<String, List<Long>> lists = states.state(LISTS);
        for (long key = 0; key < KEYS; key++) {
            BackendHarness.key(keyed, key);
            Long total = totals.get(key);
            Basket basket = baskets.value();
            if (total == null) {
                assertThat(basket).as(about).isNull();
                assertThat(lists.isEmpty()).as(about).isTrue();
            } else {
                assertThat(Objects.requireNonNull(basket, about).total).as(about).isEqualTo(total);
                assertThat(basket.items).as(about).hasSize((int) Math.min(total, 5));
                assertThat(lists.get("k")).as(about).containsExactly(total);
            }
        }
    }

    @Test
    void theSchemaIsChecked() throws IOException {
        KeyedStateBackend<Object> keyed = open();
        BackendHarness.key(keyed, "a");
        KeyedStates.of(keyed, new ManualClock(0))
                .state(StateDescriptor.value("v", new TypeHint<List<Long>>() {}))
                .update(new ArrayList<>());
        KeyedStateBackend<Object> restored = open(keyed.snapshot(1, snapshots.store(1)).run());
        assertThatThrownBy(
                        () ->
                                KeyedStates.of(restored, new ManualClock(0))
                                        .state(
                                                StateDescriptor.value(
                                                        "v", new TypeHint<List<String>>() {})))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                .hasMessageContainingAll(
                        "state 'v' of operator 'counter'",
                        "java.util.List<java.lang.Long>",
                        "java.util.List<java.lang.String>");
    }
}
