/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.id.OperatorId;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.StateFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of one checkpoint: what each operator has in each subtask, and the sources' enumerators.
 * Immutable; stored as readable JSON by {@link CheckpointMetadataCodec}.
 *
 * @param jobName of the job that took it
 * @param checkpointId its id
 * @param attempt of the job that took it
 * @param kind what it was taken for
 * @param triggerMillis when it was started, wall-clock milliseconds
 * @param afterEndOfInput whether all input had ended, so that there is nothing left to do but
 *     commit
 * @param operators in the order of the job
 * @param enumerators what the split enumerator of each source stored, by the source's operator
 */
public record CheckpointMetadata(
        String jobName,
        long checkpointId,
        int attempt,
        CheckpointBarrier.Kind kind,
        long triggerMillis,
        boolean afterEndOfInput,
        List<OperatorEntry> operators,
        Map<OperatorId, byte[]> enumerators) {
    /** Copies the collections. */
    public CheckpointMetadata {
        operators = List.copyOf(operators);
        enumerators = Map.copyOf(enumerators);
    }

    /**
     * One operator.
     *
     * @param operator its identity
     * @param parallelism the number of its subtasks
     * @param maxParallelism the number of its key groups
     * @param subtasks by index, as many as the parallelism
     */
    public record OperatorEntry(
            OperatorId operator, int parallelism, int maxParallelism, List<SubtaskEntry> subtasks) {
        /** Checks that no subtask is missing. */
        public OperatorEntry {
            subtasks = List.copyOf(subtasks);
            if (subtasks.size() != parallelism) {
                throw new IllegalArgumentException(
                        "Each subtask has an entry: operator="
                                + operator
                                + " parallelism="
                                + parallelism
                                + " entries="
                                + subtasks.size());
            }
        }

        /** Returns whether any subtask has state. */
        public boolean hasState() {
            return subtasks.stream()
                    .map(SubtaskEntry::snapshot)
                    .anyMatch(s -> !s.keyed().isEmpty() || hasElements(s.operator()));
        }

        private static boolean hasElements(OperatorStateHandle handle) {
            return handle.lists().values().stream().anyMatch(list -> !list.elements().isEmpty());
        }

        /** Returns whether any subtask has keyed state. */
        public boolean hasKeyedState() {
            return subtasks.stream().anyMatch(s -> !s.snapshot().keyed().isEmpty());
        }
    }

    /**
     * One operator in one subtask.
     *
     * @param snapshot its state
     * @param finished whether its input had ended, and its last records were emitted
     */
    public record SubtaskEntry(OperatorSnapshot snapshot, boolean finished) {}

    /** Returns which checkpoint this is. */
    public CheckpointRef ref() {
        return new CheckpointRef(checkpointId, attempt, kind != CheckpointBarrier.Kind.CHECKPOINT);
    }

    /** Returns the entry of {@code operator}, if it was in the job. */
    public Optional<OperatorEntry> operator(OperatorId operator) {
        return operators.stream().filter(entry -> entry.operator().equals(operator)).findFirst();
    }

    /** Returns all files that the handles point to. */
    public List<StateFile> files() {
        List<StateFile> all = new ArrayList<>();
        for (OperatorEntry entry : operators) {
            for (SubtaskEntry subtask : entry.subtasks()) {
                all.addAll(subtask.snapshot().files());
            }
        }
        return all;
    }

    /**
     * Returns a copy whose handles name no shared files, so that no later checkpoint refers to what
     * belongs to a savepoint or to another job.
     */
    public CheckpointMetadata withoutSharing() {
        List<OperatorEntry> entries = new ArrayList<>();
        for (OperatorEntry entry : operators) {
            List<SubtaskEntry> subtasks = new ArrayList<>();
            for (SubtaskEntry subtask : entry.subtasks()) {
                subtasks.add(
                        new SubtaskEntry(withoutSharing(subtask.snapshot()), subtask.finished()));
            }
            entries.add(
                    new OperatorEntry(
                            entry.operator(),
                            entry.parallelism(),
                            entry.maxParallelism(),
                            subtasks));
        }
        return new CheckpointMetadata(
                jobName,
                checkpointId,
                attempt,
                kind,
                triggerMillis,
                afterEndOfInput,
                entries,
                enumerators);
    }

    private static OperatorSnapshot withoutSharing(OperatorSnapshot snapshot) {
        List<KeyedStateHandle> handles = new ArrayList<>();
        for (KeyedStateHandle handle : snapshot.keyed()) {
            handles.add(
                    new KeyedStateHandle(
                            handle.backend(),
                            handle.keyGroups(),
                            handle.maxParallelism(),
                            handle.files(),
                            List.of()));
        }
        return new OperatorSnapshot(handles, snapshot.operator());
    }
}
