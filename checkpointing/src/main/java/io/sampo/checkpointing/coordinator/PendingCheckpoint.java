/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.coordinator.CheckpointPlan.Chain;
import io.sampo.checkpointing.coordinator.CheckpointPlan.ChainedOperator;
import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointMetadata.OperatorEntry;
import io.sampo.checkpointing.storage.CheckpointMetadata.SubtaskEntry;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.CompletedCheckpoint;
import io.sampo.checkpointing.storage.RecordContent.Ending;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.StateFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A checkpoint that is not complete yet: who has acked, and with what. */
final class PendingCheckpoint {
    private final CheckpointPlan plan;
    private final CheckpointBarrier barrier;
    private final CheckpointRef ref;
    private final boolean afterEndOfInput;
    private final OptionalLong request;
    private final long startedNanos;
    private final Set<SubtaskId> missingSubtasks;
    private final Set<OperatorId> missingEnumerators;
    private final Map<SubtaskId, CheckpointEvent.Acked> acks = new HashMap<>();
    private final Map<OperatorId, byte[]> enumerators = new LinkedHashMap<>();

    PendingCheckpoint(
            CheckpointPlan plan,
            CheckpointBarrier barrier,
            boolean afterEndOfInput,
            OptionalLong request,
            long startedNanos) {
        this.plan = plan;
        this.barrier = barrier;
        this.afterEndOfInput = afterEndOfInput;
        this.request = request;
        this.startedNanos = startedNanos;
        ref = CheckpointRef.of(barrier, plan.attempt());
        missingSubtasks = new HashSet<>(plan.subtasks());
        missingEnumerators = new HashSet<>(plan.enumerators());
    }

    long id() {
        return barrier.checkpointId();
    }

    CheckpointBarrier barrier() {
        return barrier;
    }

    CheckpointRef ref() {
        return ref;
    }

    /**
     * Whether all input had ended when it was started, so that the job is done when it is complete.
     */
    boolean afterEndOfInput() {
        return afterEndOfInput;
    }

    /** Whether the job ends once it is complete and committed. */
    boolean isLast() {
        return afterEndOfInput || barrier.stops();
    }

    /** How the job ends then. */
    Ending ending() {
        return barrier.stops() ? Ending.STOPPED : Ending.FINISHED;
    }

    OptionalLong request() {
        return request;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** Whether that subtask has still to ack. */
    boolean lacks(SubtaskId subtask) {
        return missingSubtasks.contains(subtask);
    }

    /** Takes what a subtask stored; returns what is wrong with it, if anything is. */
    Optional<String> add(CheckpointEvent.Acked ack) {
        Set<OperatorId> unknown = new HashSet<>(ack.snapshots().keySet());
        for (Chain chain : plan.chains()) {
            if (chain.name().equals(ack.from().chain())) {
                chain.operators().forEach(operator -> unknown.remove(operator.operator()));
            }
        }
        if (!unknown.isEmpty()) {
            return Optional.of("it acked for operators that are not in its chain: " + unknown);
        }
        missingSubtasks.remove(ack.from());
        acks.put(ack.from(), ack);
        return Optional.empty();
    }

    void add(OperatorId source, byte[] state) {
        if (missingEnumerators.remove(source)) {
            enumerators.put(source, state);
        }
    }

    boolean isComplete() {
        return missingSubtasks.isEmpty() && missingEnumerators.isEmpty();
    }

    /** Names who has not acked, the first few of them. */
    String missing() {
        List<String> names = new ArrayList<>();
        missingEnumerators.stream()
                .sorted()
                .forEach(source -> names.add("enumerator of " + source));
        missingSubtasks.stream().sorted().forEach(subtask -> names.add(subtask.toString()));
        int shown = Math.min(names.size(), 5);
        String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
        return String.join(", ", names.subList(0, shown)) + more;
    }

    CheckpointMetadata metadata() {
        List<OperatorEntry> entries = new ArrayList<>();
        for (Chain chain : plan.chains()) {
            for (ChainedOperator operator : chain.operators()) {
                entries.add(entry(chain, operator));
            }
        }
        CheckpointMetadata metadata =
                new CheckpointMetadata(
                        plan.jobName(),
                        id(),
                        plan.attempt(),
                        barrier.kind(),
                        barrier.triggerMillis(),
                        afterEndOfInput,
                        entries,
                        enumerators);
        return ref.savepoint() ? metadata.withoutSharing() : metadata;
    }

    /** Returns what the record says of it from its commit point on. */
    CompletedCheckpoint completed() {
        return new CompletedCheckpoint(ref, barrier.triggerMillis(), plan.committingSinks());
    }

    private OperatorEntry entry(Chain chain, ChainedOperator operator) {
        List<SubtaskEntry> subtasks = new ArrayList<>();
        for (int i = 0; i < chain.parallelism(); i++) {
            CheckpointEvent.Acked ack = acks.get(new SubtaskId(chain.name(), i));
            if (ack == null) {
                throw new IllegalStateException(
                        "Not all subtasks have acked: checkpoint=" + ref + " missing=" + missing());
            }
            OperatorSnapshot snapshot =
                    ack.snapshots().getOrDefault(operator.operator(), OperatorSnapshot.EMPTY);
            subtasks.add(new SubtaskEntry(snapshot, ack.finished()));
        }
        return new OperatorEntry(
                operator.operator(), chain.parallelism(), operator.maxParallelism(), subtasks);
    }

    CheckpointStatistics statistics(long nowNanos, Optional<String> failure) {
        long stateBytes = 0;
        long newBytes = 0;
        long maxAlignment = 0;
        for (CheckpointEvent.Acked ack : acks.values()) {
            maxAlignment = Math.max(maxAlignment, ack.alignmentNanos());
            for (StateFile file : files(ack)) {
                stateBytes += file.length();
                newBytes += ref.wrote(file.path()) ? file.length() : 0;
            }
        }
        return new CheckpointStatistics(
                id(),
                barrier.kind(),
                barrier.triggerMillis(),
                nowNanos - startedNanos,
                acks.size(),
                stateBytes,
                newBytes,
                maxAlignment,
                failure);
    }

    static List<StateFile> files(CheckpointEvent.Acked ack) {
        List<StateFile> files = new ArrayList<>();
        for (OperatorSnapshot snapshot : ack.snapshots().values()) {
            for (KeyedStateHandle handle : snapshot.keyed()) {
                files.addAll(handle.files().values());
            }
        }
        return files;
    }
}
