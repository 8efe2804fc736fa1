/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.function.KeySelector;
import io.sampo.core.io.FileStore;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.KeyType;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.backend.TimerQueue.Timer;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.StateFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a harness has by key: the keys of records, and state and timers of those that its subtask
 * owns. Nothing where the stream has no keys.
 */
final class HarnessKeys<I> implements AutoCloseable {
    /** What a key selector returns for a record of an input that is not dealt out by key. */
    static final Object NO_KEY = new Object();

    private static final AtomicLong OPENED = new AtomicLong();

    /** For backends on disk: of this harness alone, whatever else runs on the machine. */
    private final Path workDirectory =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "sampo-harness-"
                            + ProcessHandle.current().pid()
                            + "-"
                            + OPENED.incrementAndGet());

    private final HarnessSetup<I, ?> setup;
    private final @Nullable KeySelector<I, ?> keySelector;
    private final StateBackend stateBackend;
    private final @Nullable KeyedStateBackend<Object> backend;

    /** The files of the last snapshot, which later ones of the same backend may refer to. */
    private Map<String, byte[]> storedFiles;

    HarnessKeys(HarnessSetup<I, ?> setup, @Nullable HarnessSnapshot restored, ManualClock clock) {
        this.setup = setup;
        storedFiles = restored == null ? Map.of() : restored.files();
        keySelector = setup.newKeySelector();
        stateBackend = setup.newBackend();
        backend = keySelector == null ? null : open(restored, clock);
    }

    private KeyedStateBackend<Object> open(@Nullable HarnessSnapshot restored, ManualClock clock) {
        BackendContext surroundings =
                new BackendContext(
                        HarnessContext.OPERATOR,
                        setup.subtaskIndex(),
                        1,
                        setup.maxParallelism(),
                        keyGroups(),
                        setup.serializers(),
                        new MemorySnapshots("restored", storedFiles),
                        workDirectory,
                        Runnable::run,
                        clock);
        List<KeyedStateHandle> handles = new ArrayList<>();
        if (restored != null) {
            for (KeyedStateHandle handle : restored.keyed()) {
                if (!handle.keyGroups().intersect(keyGroups()).isEmpty()) {
                    handles.add(handle);
                }
            }
        }
        return stateBackend.open(surroundings, handles);
    }

    private KeyGroupRange keyGroups() {
        return KeyGroups.rangeOf(setup.subtaskIndex(), setup.parallelism(), setup.maxParallelism());
    }

    /** Returns where state by key is, null if the stream has no keys. */
    @Nullable KeyedStateBackend<Object> backend() {
        return backend;
    }

    /**
     * Makes a record's key the current one, if it has any.
     *
     * @throws IllegalArgumentException if another subtask owns it
     */
    void setKeyOf(I record) throws Exception {
        if (backend == null) {
            return;
        }
        backend.sweep(1);
        Object key = keyOf(record);
        if (isNone(key)) {
            return;
        }
        int hash = hashOf(key);
        if (!isOwned(hash)) {
            throw new IllegalArgumentException(
                    "Another subtask owns the key: key="
                            + key
                            + " subtask="
                            + setup.subtaskIndex()
                            + " parallelism="
                            + setup.parallelism());
        }
        backend.setCurrentKey(key, hash);
    }

    /** Returns whether the record's key is owned here, or the record has none. */
    boolean owns(I record) throws Exception {
        Object key = keyOf(record);
        return isNone(key) || isOwned(hashOf(key));
    }

    private Object keyOf(I record) throws Exception {
        if (keySelector == null) {
            throw new IllegalStateException("The operator has no keys");
        }
        return keySelector.getKey(record);
    }

    private static boolean isNone(Object key) {
        return key == NO_KEY;
    }

    private static int hashOf(Object key) {
        return KeyGroups.hash(KeyType.<Object>of(key.getClass()), key);
    }

    private boolean isOwned(int hash) {
        return keyGroups().contains(KeyGroups.ofHash(hash, setup.maxParallelism()));
    }

    /**
     * Makes a key the current one for the test, which wants something of it.
     *
     * @throws IllegalStateException if the stream has no keys
     * @throws io.sampo.core.error.StreamException if the keys are of another class
     */
    KeyedStateBackend<Object> select(Object key, String wanted) {
        KeyedStateBackend<Object> there = existing(wanted);
        there.setCurrentKey(key, hashOf(key));
        return there;
    }

    /** Returns the timestamps of the timers that are set for a key, the earliest first. */
    List<Long> timersOf(Object key, String name) {
        // Selecting refuses what no key of the operator can be equal to.
        return select(key, name).timersOf(name).stream()
                .filter(timer -> timer.key().equals(key))
                .map(Timer::timestamp)
                .sorted()
                .toList();
    }

    /** Returns how many timers are set, for all keys together. */
    int countTimers(String name, String wanted) {
        return existing(wanted).timersOf(name).size();
    }

    private KeyedStateBackend<Object> existing(String wanted) {
        if (backend == null) {
            throw new IllegalStateException(
                    "There is nothing by key, for the stream has no keys: wanted="
                            + wanted
                            + ". Make the setup with KeyedHarness.");
        }
        return backend;
    }

    /** Returns the approximate size of the state, 0 without keys. */
    long approximateBytes() {
        return backend == null ? 0 : backend.approximateBytes();
    }

    /** Stores the state. */
    List<KeyedStateHandle> snapshot(long checkpointId) throws Exception {
        if (backend == null) {
            return List.of();
        }
        MemorySnapshots store =
                new MemorySnapshots("chk-" + checkpointId + "-" + setup.subtaskIndex(), Map.of());
        KeyedStateHandle handle = backend.snapshot(checkpointId, store).run();
        storedFiles = filesOf(handle, store);
        return List.of(handle);
    }

    private Map<String, byte[]> filesOf(KeyedStateHandle handle, MemorySnapshots written) {
        Map<String, byte[]> files = new HashMap<>();
        for (StateFile file : handle.files().values()) {
            byte[] content = written.files().get(file.path());
            files.put(
                    file.path(),
                    Objects.requireNonNull(
                            content == null ? storedFiles.get(file.path()) : content, file.path()));
        }
        return files;
    }

    /** Returns the files of the last snapshot. */
    Map<String, byte[]> storedFiles() {
        return storedFiles;
    }

    /** The snapshot is complete. */
    void checkpointCompleted(long checkpointId) {
        if (backend != null) {
            backend.checkpointCompleted(checkpointId);
        }
    }

    @Override
    public void close() {
        if (backend != null) {
            backend.close();
        }
        stateBackend.close();
        FileStore.local().deleteRecursively(workDirectory);
    }
}
