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
        Map<OperatorId, OperatorEntry> left = new TreeMap<>();
        metadata.operators().forEach(entry -> left.put(entry.operator(), entry));
        Map<OperatorId, List<RestoredSubtask>> subtasks = new LinkedHashMap<>();
        List<Mapping> mappings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (OperatorShape shape : job) {
            OperatorEntry entry = left.get(shape.operator());
            if (entry == null || (!shape.stateful() && entry.hasState())) {
                subtasks.put(
                        shape.operator(),
                        Collections.nCopies(shape.parallelism(), RestoredSubtask.EMPTY));
                mappings.add(startsEmpty(shape));
                continue;
            }
            left.remove(shape.operator());
            checkMaxParallelism(shape, entry, problems);
            if (problems.isEmpty()) {
                subtasks.put(shape.operator(), assign(shape, entry));
                mappings.add(mapping(shape, entry));
            }
        }
        for (OperatorEntry entry : left.values()) {
            if (entry.hasState()) {
                checkDropped(entry, allowDroppedState, problems);
                mappings.add(dropped(entry));
            }
        }
        if (!problems.isEmpty()) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "The state of the checkpoint does not fit the job: job="
                            + metadata.jobName()
                            + " checkpoint="
                            + metadata.ref()
                            + ": "
                            + String.join(" ", problems));
        }
        return new RestorePlan(Collections.unmodifiableMap(subtasks), List.copyOf(mappings));
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
                            + " name; give it its name back, or set"
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

    private static Mapping mapping(OperatorShape shape, OperatorEntry entry) {
        Outcome outcome;
        if (!entry.hasState()) {
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
