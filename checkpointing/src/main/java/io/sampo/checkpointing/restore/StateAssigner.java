/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.checkpointing.restore.RestorePlan.Mapping;
import io.sampo.checkpointing.restore.RestorePlan.Outcome;
import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointMetadata.OperatorEntry;
import io.sampo.checkpointing.storage.CheckpointMetadata.SubtaskEntry;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Deals the state of a checkpoint out to the subtasks of a job that may have other operators and
 * another parallelism (SEMANTICS rules 3, 6 and 7). Stateless, no I/O.
 */
public final class StateAssigner {
    private StateAssigner() {}

    /**
     * Makes the plan.
     *
     * @param job all operators of the job, stateless ones too
     * @param allowDroppedState whether state may be left behind that no operator of the job takes
     * @throws StreamException with {@code STATE_INCOMPATIBLE} if the state does not fit the job,
     *     naming all operators concerned and the way out
     */
    public static RestorePlan assign(
            CheckpointMetadata metadata, List<OperatorShape> job, boolean allowDroppedState) {
        RestorePreview preview = preview(metadata, job, allowDroppedState);
        if (!preview.problems().isEmpty()) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "The state of the checkpoint does not fit the job: job="
                            + metadata.jobName()
                            + " checkpoint="
                            + metadata.ref()
                            + ": "
                            + String.join(" ", preview.problems()));
        }
        Map<OperatorId, List<RestoredSubtask>> subtasks = new LinkedHashMap<>();
        for (OperatorShape shape : job) {
            OperatorEntry entry = entryOf(shape, metadata);
            subtasks.put(
                    shape.operator(),
                    entry == null
                            ? Collections.nCopies(shape.parallelism(), RestoredSubtask.EMPTY)
                            : assign(shape, entry));
        }
        return new RestorePlan(Collections.unmodifiableMap(subtasks), preview.mappings());
    }

    /**
     * Says what the plan would be.
     *
     * @param job as for {@link #assign(CheckpointMetadata, List, boolean)}
     * @param allowDroppedState as there
     */
    public static RestorePreview preview(
            CheckpointMetadata metadata, List<OperatorShape> job, boolean allowDroppedState) {
        Map<OperatorId, OperatorEntry> left = new TreeMap<>();
        metadata.operators().forEach(entry -> left.put(entry.operator(), entry));
        List<Mapping> mappings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (OperatorShape shape : job) {
            OperatorEntry entry = entryOf(shape, metadata);
            if (entry == null) {
                mappings.add(startsEmpty(shape));
                continue;
            }
            left.remove(shape.operator());
            int before = problems.size();
            checkMaxParallelism(shape, entry, problems);
            boolean hasState =
                    entry.hasState() || metadata.enumerators().containsKey(entry.operator());
            mappings.add(mapping(shape, entry, hasState, problems.size() == before));
        }
        for (OperatorEntry entry : left.values()) {
            if (entry.hasState()) {
                checkDropped(entry, allowDroppedState, problems);
                mappings.add(dropped(entry));
            }
        }
        return new RestorePreview(mappings, problems);
    }

    /** Returns what the checkpoint has for an operator that can take it. */
    private static @Nullable OperatorEntry entryOf(
            OperatorShape shape, CheckpointMetadata metadata) {
        OperatorEntry entry = metadata.operator(shape.operator()).orElse(null);
        return entry == null || !shape.stateful() && entry.hasState() ? null : entry;
    }

    private static void checkMaxParallelism(
            OperatorShape shape, OperatorEntry entry, List<String> problems) {
        if (entry.hasKeyedState() && entry.maxParallelism() != shape.maxParallelism()) {
            problems.add(
                    "Operator '"
                            + shape.operator()
                            + "' has keyed state in "
                            + entry.maxParallelism()
                            + " key groups, which cannot be changed: maxParallelism="
                            + shape.maxParallelism()
                            + " parallelism="
                            + shape.parallelism()
                            + "; set its maximum parallelism to "
                            + entry.maxParallelism()
                            + ".");
        }
    }

    private static void checkDropped(
            OperatorEntry entry, boolean allowDroppedState, List<String> problems) {
        if (!allowDroppedState) {
            problems.add(
                    "Operator '"
                            + entry.operator()
                            + "' has state in the checkpoint, but the job has no stateful operator of that"
                            + " name; give it its name back, start from the directory of a checkpoint with"
                            + " sampo.checkpoint.restore.from and name the new one in"
                            + " sampo.checkpoint.restore.renamed, or set"
                            + " sampo.checkpoint.restore.allow-dropped-state=true to leave its state"
                            + " behind.");
        }
    }

    private static List<RestoredSubtask> assign(OperatorShape shape, OperatorEntry entry) {
        List<OperatorStateHandle> old =
                entry.subtasks().stream().map(subtask -> subtask.snapshot().operator()).toList();
        List<OperatorStateHandle> lists =
                OperatorStateRedistribution.redistribute(
                        shape.operator(), old, shape.parallelism());
        boolean samePlaces = shape.parallelism() == entry.parallelism();
        boolean allFinished = entry.subtasks().stream().allMatch(SubtaskEntry::finished);
        List<RestoredSubtask> subtasks = new ArrayList<>();
        for (int i = 0; i < shape.parallelism(); i++) {
            // rescaled when only some had finished: the new ones share the open input, so all
            // finish
            boolean finished = samePlaces ? entry.subtasks().get(i).finished() : allFinished;
            OperatorSnapshot snapshot = new OperatorSnapshot(keyed(shape, i, entry), lists.get(i));
            subtasks.add(new RestoredSubtask(snapshot, finished));
        }
        return List.copyOf(subtasks);
    }

    private static List<KeyedStateHandle> keyed(
            OperatorShape shape, int index, OperatorEntry entry) {
        if (!entry.hasKeyedState()) {
            return List.of();
        }
        KeyGroupRange owned = KeyGroups.rangeOf(index, shape.parallelism(), shape.maxParallelism());
        List<KeyedStateHandle> handles = new ArrayList<>();
        for (SubtaskEntry subtask : entry.subtasks()) {
            for (KeyedStateHandle handle : subtask.snapshot().keyed()) {
                if (!handle.keyGroups().intersect(owned).isEmpty()) {
                    handles.add(handle);
                }
            }
        }
        return List.copyOf(handles);
    }

    private static Mapping startsEmpty(OperatorShape shape) {
        return new Mapping(shape.operator(), Outcome.STARTS_EMPTY, 0, shape.parallelism(), 0, 0);
    }

    private static Mapping mapping(
            OperatorShape shape, OperatorEntry entry, boolean hasState, boolean fits) {
        Outcome outcome;
        if (!fits) {
            outcome = Outcome.REFUSED;
        } else if (!hasState) {
            outcome = Outcome.STARTS_EMPTY;
        } else {
            outcome =
                    shape.parallelism() == entry.parallelism()
                            ? Outcome.UNCHANGED
                            : Outcome.RESCALED;
        }
        return new Mapping(
                shape.operator(),
                outcome,
                entry.parallelism(),
                shape.parallelism(),
                handles(entry),
                elements(entry));
    }

    private static Mapping dropped(OperatorEntry entry) {
        return new Mapping(
                entry.operator(),
                Outcome.DROPPED,
                entry.parallelism(),
                0,
                handles(entry),
                elements(entry));
    }

    private static int handles(OperatorEntry entry) {
        return entry.subtasks().stream()
                .mapToInt(subtask -> subtask.snapshot().keyed().size())
                .sum();
    }

    private static int elements(OperatorEntry entry) {
        return entry.subtasks().stream()
                .flatMap(subtask -> subtask.snapshot().operator().lists().values().stream())
                .mapToInt(list -> list.elements().size())
                .sum();
    }
}
