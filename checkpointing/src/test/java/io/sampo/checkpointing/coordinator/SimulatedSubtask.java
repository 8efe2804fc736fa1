/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.CheckpointStorage;
import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.io.FileOutput;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A subtask whose backend stores increments: at each checkpoint some new shared files, and
 * references to those of the last checkpoint that it knows to be complete.
 */
final class SimulatedSubtask {
    private static long localFiles;

    private final SubtaskId id;
    private final int attempt;
    private final SimulatedFiles disk;
    private final CheckpointStorage storage;
    private final Random random;
    private final ArrayDeque<CheckpointBarrier> barriers = new ArrayDeque<>();
    private final Map<Long, Map<String, StateFile>> taken = new HashMap<>();
    private Map<String, StateFile> reusable = Map.of();
    private long reusableOf;

    SimulatedSubtask(
            SubtaskId id,
            int attempt,
            SimulatedFiles disk,
            CheckpointStorage storage,
            Random random,
            Optional<CheckpointMetadata> restored) {
        this.id = id;
        this.attempt = attempt;
        this.disk = disk;
        this.storage = storage;
        this.random = random;
        restored.ifPresent(this::restore);
    }

    private void restore(CheckpointMetadata metadata) {
        OperatorSnapshot snapshot =
                metadata.operator(id.chain()).orElseThrow().subtasks().get(id.index()).snapshot();
        Map<String, StateFile> shared = new HashMap<>();
        for (KeyedStateHandle handle : snapshot.keyed()) {
            handle.sharedRoles().forEach(role -> shared.put(role, handle.files().get(role)));
        }
        reusable = shared;
        reusableOf = metadata.checkpointId();
    }

    SubtaskId id() {
        return id;
    }

    int attempt() {
        return attempt;
    }

    void trigger(CheckpointBarrier barrier) {
        barriers.add(barrier);
    }

    /** Takes the next snapshot, if there is one to take. */
    Optional<CheckpointEvent> step() {
        CheckpointBarrier barrier = barriers.poll();
        if (barrier == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(snapshot(barrier));
        } catch (StreamException failure) {
            return Optional.of(
                    new CheckpointEvent.Declined(
                            id.toString(), attempt, barrier.checkpointId(), false, "broken"));
        }
    }

    private CheckpointEvent snapshot(CheckpointBarrier barrier) {
        OperatorId operator = id.chain();
        SnapshotStore store =
                storage.snapshotStore(CheckpointRef.of(barrier, attempt), operator, id.index());
        Map<String, StateFile> files = new HashMap<>();
        if (store.sharing()) {
            reusable.forEach(
                    (role, file) -> {
                        if (random.nextInt(3) > 0) {
                            files.put(role, file);
                        }
                    });
        }
        Map<String, StateFile> shared = new HashMap<>(files);
        for (int i = random.nextInt(3); i > 0; i--) {
            StateFile file = putShared(store);
            shared.put("sst-" + localFiles, file);
        }
        files.putAll(shared);
        files.put("meta", Snapshots.store(store, "meta", "state " + barrier.checkpointId()));
        if (store.sharing()) {
            taken.put(barrier.checkpointId(), shared);
        }
        OperatorSnapshot snapshot =
                Snapshots.keyed(KeyGroups.rangeOf(id.index(), 2, Rig.MAX), Rig.MAX, files);
        return new CheckpointEvent.Acked(
                id, attempt, barrier.checkpointId(), Map.of(operator, snapshot), false, 0);
    }

    private StateFile putShared(SnapshotStore store) {
        Path local = Path.of("/local/" + ++localFiles + ".sst");
        try (FileOutput out = disk.create(local)) {
            out.write(Snapshots.bytes("sorted " + localFiles));
        }
        try {
            return store.putShared(local);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            disk.forget(local);
        }
    }

    void completed(long checkpointId) {
        Map<String, StateFile> files = taken.remove(checkpointId);
        if (files != null && checkpointId > reusableOf) {
            reusable = files;
            reusableOf = checkpointId;
        }
    }

    void aborted(long checkpointId, long latestCompleted) {
        taken.remove(checkpointId);
        completed(latestCompleted);
    }
}
