/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static io.sampo.state.testkit.BackendHarness.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The heap backend with the serialization that jobs have. */
class HeapForyTest {
    private final MemorySnapshots snapshots = new MemorySnapshots();
    private final ForySerializationFactory serialization =
            new ForySerializationFactory(HeapForyTest.class.getClassLoader());

    /** Changed in place by users. */
    static final class Basket {
        long total;
        List<String> items = new ArrayList<>();
    }

    @Test
    void changesInPlaceAfterTheMarkStayOutOfTheSnapshot() throws Exception {
        KeyedStateBackend<Object> backend = open();
        KeyedStates states = KeyedStates.of(backend, new ManualClock(0));
        ValueState<Basket> baskets = states.state(StateDescriptor.value("b", Basket.class));
        MapState<String, List<Long>> lists =
                states.state(StateDescriptor.map("m", String.class, new TypeHint<List<Long>>() {}));
        for (long i = 0; i < 500; i++) {
            key(backend, i);
            change(baskets, "first-" + i);
            lists.put("k", new ArrayList<>(List.of(i)));
        }
        SnapshotRun run = backend.snapshot(1, snapshots.store(1));
        ExecutorService otherThread = Executors.newSingleThreadExecutor();
        Future<KeyedStateHandle> written = otherThread.submit(run::run);
        for (long i = 0; i < 500; i++) {
            key(backend, i);
            change(baskets, "second-" + i);
            List<Long> list = Objects.requireNonNull(lists.get("k"));
            list.add(-i);
            lists.put("k", list);
        }
        KeyedStateBackend<Object> restored = open(written.get());
        otherThread.shutdown();
        KeyedStates restoredStates = KeyedStates.of(restored, new ManualClock(0));
        baskets = restoredStates.state(StateDescriptor.value("b", Basket.class));
        lists =
                restoredStates.state(
                        StateDescriptor.map("m", String.class, new TypeHint<List<Long>>() {}));
        for (long i = 0; i < 500; i++) {
            key(restored, i);
            assertThat(Objects.requireNonNull(baskets.value()).items).containsExactly("first-" + i);
            assertThat(lists.get("k")).containsExactly(i);
        }
    }

    private static void change(ValueState<Basket> baskets, String item) {
        Basket basket = baskets.value();
        if (basket == null) {
            basket = new Basket();
        }
        basket.total++;
        basket.items.add(item);
        baskets.update(basket);
    }

    @Test
    void theSchemaIsChecked() throws IOException {
        KeyedStateBackend<Object> backend = open();
        key(backend, "a");
        KeyedStates.of(backend, new ManualClock(0))
                .state(StateDescriptor.value("v", new TypeHint<List<Long>>() {}))
                .update(new ArrayList<>());
        KeyedStateBackend<Object> restored = open(backend.snapshot(1, snapshots.store(1)).run());
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

    private KeyedStateBackend<Object> open(KeyedStateHandle... handles) {
        BackendContext context =
                new BackendContext(
                        BackendHarness.OPERATOR,
                        0,
                        1,
                        128,
                        new KeyGroupRange(0, 127),
                        serialization,
                        snapshots,
                        Path.of("unused"),
                        Runnable::run,
                        new ManualClock(0));
        return new HeapStateBackend().open(context, List.of(handles));
    }
}
