/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import io.sampo.core.id.OperatorId;
import io.sampo.core.time.Clock;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.SerializationFactory;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.KeyedStateHandle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Opens keyed backends of operator {@code counter}, and closes them all at the end. */
public final class BackendHarness implements AutoCloseable {
    /** Whose state it is. */
    public static final OperatorId OPERATOR = new OperatorId("counter");

    /** Where the snapshots are. */
    public final MemorySnapshots snapshots = new MemorySnapshots();

    /** What serializes, unless the test has brought its own. */
    public final TinySerialization serialization = new TinySerialization();

    private final SerializationFactory used;

    private final StateBackend backend;
    private final Path workDirectory;
    private final int maxParallelism;
    private final AtomicInteger attempts = new AtomicInteger();
    private Clock clock = new ManualClock(0);
    private final List<KeyedStateBackend<Object>> opened = new ArrayList<>();
    private long checkpointId;

    /** Creates a harness with that many key groups. */
    public BackendHarness(StateBackend backend, Path workDirectory, int maxParallelism) {
        this(backend, workDirectory, maxParallelism, null);
    }

    /** Creates a harness whose values are written in another way. */
    public BackendHarness(
            StateBackend backend,
            Path workDirectory,
            int maxParallelism,
            @Nullable SerializationFactory own) {
        used = own == null ? serialization : own;
        this.backend = backend;
        this.workDirectory = workDirectory;
        this.maxParallelism = maxParallelism;
    }

    /** Has the backends that are opened from now on use that clock. */
    public void setClock(Clock used) {
        clock = used;
    }

    /** Opens a backend that owns all key groups. */
    public KeyedStateBackend<Object> open(KeyedStateHandle... restored) {
        return open(new KeyGroupRange(0, maxParallelism - 1), List.of(restored));
    }

    /**
     * Opens the backend of subtask {@code index} of {@code parallelism}, with the handles it needs.
     */
    public KeyedStateBackend<Object> open(
            int index, int parallelism, List<KeyedStateHandle> candidates) {
        KeyGroupRange range = KeyGroups.rangeOf(index, parallelism, maxParallelism);
        List<KeyedStateHandle> needed = new ArrayList<>();
        for (KeyedStateHandle handle : candidates) {
            if (!handle.keyGroups().intersect(range).isEmpty()) {
                needed.add(handle);
            }
        }
        return open(range, needed);
    }

    /** Opens a backend. */
    public KeyedStateBackend<Object> open(KeyGroupRange range, List<KeyedStateHandle> restored) {
        BackendContext context =
                new BackendContext(
                        OPERATOR,
                        0,
                        attempts.incrementAndGet(),
                        maxParallelism,
                        range,
                        used,
                        snapshots,
                        workDirectory,
                        Runnable::run,
                        clock);
        KeyedStateBackend<Object> keyed = backend.open(context, restored);
        opened.add(keyed);
        return keyed;
    }

    /** Takes a snapshot in one go. */
    public KeyedStateHandle snapshot(KeyedStateBackend<Object> keyed) throws IOException {
        long id = nextCheckpoint();
        return keyed.snapshot(id, snapshots.store(id)).run();
    }

    /** Returns a new checkpoint id. */
    public long nextCheckpoint() {
        return ++checkpointId;
    }

    /** Returns the key group of a key. */
    public static int keyGroup(Object key, int maxParallelism) {
        return KeyGroups.ofHash(hash(key), maxParallelism);
    }

    /** Sets the current key. */
    public static void key(KeyContext<Object> context, Object key) {
        context.setCurrentKey(key, hash(key));
    }

    /** Returns the hash of a key. */
    public static int hash(Object key) {
        return KeyGroups.hash(KeyType.<Object>of(key.getClass()), key);
    }

    /** Returns whether both are the same key. */
    public static boolean same(Object left, Object right) {
        return KeyType.<Object>of(left.getClass()).same(left, right);
    }

    @Override
    public void close() {
        opened.forEach(KeyedStateBackend::close);
        backend.close();
    }
}
