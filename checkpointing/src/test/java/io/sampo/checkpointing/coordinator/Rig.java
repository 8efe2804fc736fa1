/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.coordinator.CheckpointPlan.Chain;
import io.sampo.checkpointing.coordinator.CheckpointPlan.ChainedOperator;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.CompletedCheckpoint;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.checkpointing.storage.SharedFiles;
import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.StateFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A coordinator of a small job, and short names for what happens to it. */
final class Rig {
    static final OperatorId SOURCE = new OperatorId("source");
    static final OperatorId MAP = new OperatorId("map");
    static final OperatorId COUNT = new OperatorId("count");
    static final SubtaskId S0 = new SubtaskId(SOURCE, 0);
    static final SubtaskId S1 = new SubtaskId(SOURCE, 1);
    static final SubtaskId C0 = new SubtaskId(COUNT, 0);
    static final int MAX = 128;
    static final long START_MILLIS = 1_760_000_000_000L;

    final CheckpointCoordinator coordinator;
    final int attempt;
    RecordContent record;
    private Now now = new Now(START_MILLIS, 0);

    Rig(String settings) {
        this(settings, true, RecordContent.fresh("job").beginAttempt(null), Set.of());
    }

    Rig(String settings, boolean durable, RecordContent record, Set<Long> damaged) {
        this.record = record;
        attempt = record.attempt();
        coordinator =
                new CheckpointCoordinator(
                        plan(attempt, durable),
                        CheckpointSettingsTest.settings(settings),
                        record,
                        new SharedFiles(),
                        damaged);
    }

    static CheckpointPlan plan(int attempt, boolean durable) {
        return new CheckpointPlan(
                "job",
                attempt,
                durable,
                true,
                List.of(
                        new Chain(
                                true,
                                2,
                                List.of(
                                        new ChainedOperator(SOURCE, MAX),
                                        new ChainedOperator(MAP, MAX))),
                        new Chain(false, 1, List.of(new ChainedOperator(COUNT, MAX)))));
    }

    /** Every ten seconds, into a directory. */
    static Rig everyTenSeconds() {
        return new Rig("sampo.checkpoint { interval = 10s, dir = /c }");
    }

    Rig running() {
        on(new CheckpointEvent.Running());
        return this;
    }

    List<CheckpointAction> on(CheckpointEvent event) {
        return coordinator.on(event, now);
    }

    /** Lets time pass and ticks. */
    List<CheckpointAction> pass(Duration time) {
        now = new Now(now.millis() + time.toMillis(), now.nanos() + time.toNanos());
        return on(new CheckpointEvent.Tick());
    }

    Now now() {
        return now;
    }

    List<CheckpointAction> ack(SubtaskId subtask, long id) {
        return on(acked(subtask, id, Map.of()));
    }

    CheckpointEvent.Acked acked(SubtaskId subtask, long id, Map<String, StateFile> files) {
        Map<OperatorId, OperatorSnapshot> snapshots = new HashMap<>();
        if (!files.isEmpty()) {
            snapshots.put(
                    subtask.chain(),
                    Snapshots.keyed(KeyGroups.rangeOf(subtask.index(), 1, MAX), MAX, files));
        }
        return new CheckpointEvent.Acked(subtask, attempt, id, snapshots, false, 5);
    }

    /** Lets enumerator and subtasks store; returns what follows the last ack. */
    List<CheckpointAction> ackAll(long id) {
        on(new CheckpointEvent.EnumeratorStored(SOURCE, attempt, id, Bytes.of(new byte[] {1})));
        ack(S0, id);
        ack(S1, id);
        return ack(C0, id);
    }

    static CheckpointEvent declined(long id, boolean harmless) {
        return new CheckpointEvent.Declined("source[1]", 1, id, harmless, "no split yet");
    }

    List<CheckpointAction> written(long id) {
        return on(new CheckpointEvent.MetadataWritten(id));
    }

    /** Answers that the record is stored. */
    List<CheckpointAction> stored(List<CheckpointAction> actions) {
        CheckpointAction.StoreRecord store = only(CheckpointAction.StoreRecord.class, actions);
        record = store.next();
        return on(new CheckpointEvent.RecordStored(store.next().revision()));
    }

    /** Takes a whole checkpoint that has been triggered. */
    List<CheckpointAction> complete(long id) {
        ackAll(id);
        return stored(written(id));
    }

    List<CheckpointAction> commitAll(long id) {
        on(new CheckpointEvent.CommitAcked(S0, attempt, id));
        on(new CheckpointEvent.CommitAcked(S1, attempt, id));
        return on(new CheckpointEvent.CommitAcked(C0, attempt, id));
    }

    List<CheckpointAction> request(long number, Kind kind) {
        return on(new CheckpointEvent.Requested(number, kind));
    }

    List<CheckpointAction> endSources() {
        on(new CheckpointEvent.SourceEnded(S0, attempt));
        return on(new CheckpointEvent.SourceEnded(S1, attempt));
    }

    CheckpointRef chk(long id) {
        return new CheckpointRef(id, attempt, false);
    }

    CheckpointRef savepoint(long id) {
        return new CheckpointRef(id, attempt, true);
    }

    static <A extends CheckpointAction> A only(Class<A> type, List<CheckpointAction> actions) {
        List<A> found = all(type, actions);
        if (found.size() != 1) {
            throw new AssertionError("Expected one " + type.getSimpleName() + " in " + actions);
        }
        return found.get(0);
    }

    static <A extends CheckpointAction> List<A> all(Class<A> type, List<CheckpointAction> actions) {
        List<A> found = new ArrayList<>();
        for (CheckpointAction action : actions) {
            if (type.isInstance(action)) {
                found.add(type.cast(action));
            }
        }
        return found;
    }

    static CompletedCheckpoint completed(long id, int attempt) {
        return new CompletedCheckpoint(new CheckpointRef(id, attempt, false), START_MILLIS, true);
    }
}
