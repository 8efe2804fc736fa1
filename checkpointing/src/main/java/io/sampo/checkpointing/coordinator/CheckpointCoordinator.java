/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.storage.CompletedCheckpoint;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.checkpointing.storage.RecordContent.Ending;
import io.sampo.checkpointing.storage.Retention;
import io.sampo.checkpointing.storage.SharedFiles;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the checkpoints of one attempt of a job: events in, actions out. One checkpoint at
 * a time. It counts, and sinks may commit for it, from the moment the record names it.
 *
 * <pre>
 *            ids used up             all acked           written            stored
 *  RESERVING ◀────────── IDLE ──▶ COLLECTING ──▶ WRITING ──────▶ STORING ──────────▶ complete
 *      └──────────────────▶ ▲          │           │  │             └─ failed: stored again,
 *             stored        │          ▼           ▼  │                since it may be there
 *                           │◀── declined, expired,   │
 *                           │    cannot be written    │ a savepoint the job goes on after
 *                           │◀── complete ◀───────────┘
 *                           │
 *     complete, not the last one;  the last one (the input has ended, or the job stops):
 *
 *                       COMMITTING ──▶ ENDING ──▶ CLOSED
 *              all commits acked ──┘   stored ──┘
 * </pre>
 *
 * <p>Any phase goes to CLOSED when the attempt is over or the record belongs to somebody else. A
 * job without durable checkpoints takes the last one only: COLLECTING ▶ COMMITTING ▶ CLOSED.
 *
 * <p>Until {@code STORING} a failed checkpoint is thrown away, with its files. From then on the
 * record may name it, so it is never thrown away; it stays until storing succeeds.
 */
public final class CheckpointCoordinator {
    private enum Phase {
        IDLE,
        RESERVING,
        COLLECTING,
        WRITING,
        STORING,
        COMMITTING,
        ENDING,
        CLOSED
    }

    private final CheckpointPlan plan;
    private final CheckpointSettings settings;
    private final CheckpointSchedule schedule;
    private final RecordUpdates record;
    private final Retention retention;
    private final Leftovers leftovers;
    private final Set<Long> damaged;
    private final CheckpointRequests requests = new CheckpointRequests();
    private final Set<SubtaskId> openSources;
    private final Set<SubtaskId> uncommitted = new HashSet<>();

    private Phase phase = Phase.IDLE;
    private boolean running;
    private long nextId;
    private @Nullable PendingCheckpoint pending;
    private List<CompletedCheckpoint> retiring = List.of();
    private long latestCompleted;
    private int failuresInARow;
    private OptionalLong wakeAt = OptionalLong.empty();
    private List<CheckpointAction> actions = new ArrayList<>();

    /**
     * Creates the coordinator of an attempt.
     *
     * @param plan the attempt
     * @param settings of the job
     * @param begun the record as stored when the attempt began
     * @param sharedFiles counted over the checkpoints that {@code begun} names; belongs to this
     *     coordinator from now on
     * @param damaged the ids of those of them that are of no use
     */
    public CheckpointCoordinator(
            CheckpointPlan plan,
            CheckpointSettings settings,
            RecordContent begun,
            SharedFiles sharedFiles,
            Set<Long> damaged) {
        if (begun.attempt() != plan.attempt()) {
            throw new IllegalArgumentException(
                    "The record must say that the attempt began: recorded="
                            + begun.attempt()
                            + " attempt="
                            + plan.attempt());
        }
        this.plan = plan;
        this.settings = settings;
        this.damaged = Set.copyOf(damaged);
        schedule = new CheckpointSchedule(settings);
        record = new RecordUpdates(begun);
        retention = new Retention(settings.retained());
        leftovers = new Leftovers(sharedFiles, plan.durable());
        openSources = new HashSet<>(plan.sourceSubtasks());
        nextId = begun.firstUnusedId();
    }

    /** Takes an event and returns what is to be done about it, in this order. */
    public List<CheckpointAction> on(CheckpointEvent event, Now now) {
        actions = new ArrayList<>();
        if (phase == Phase.CLOSED) {
            if (event instanceof CheckpointEvent.Requested requested) {
                CheckpointRequests.refuse(requested.request(), "the job is not running", actions);
            }
            return actions;
        }
        handle(event, now);
        advance(now);
        wake();
        return actions;
    }

    private void handle(CheckpointEvent event, Now now) {
        if (event instanceof CheckpointEvent.Acked acked) {
            onAcked(acked, now);
        } else if (event instanceof CheckpointEvent.EnumeratorStored stored) {
            onEnumeratorStored(stored, now);
        } else if (event instanceof CheckpointEvent.Declined declined) {
            onDeclined(declined, now);
        } else if (event instanceof CheckpointEvent.CommitAcked committed) {
            onCommitAcked(committed);
        } else if (event instanceof CheckpointEvent.SourceEnded ended) {
            if (ended.attempt() == plan.attempt()) {
                openSources.remove(ended.from());
            }
        } else if (event instanceof CheckpointEvent.Requested requested) {
            onRequested(requested);
        } else if (event instanceof CheckpointEvent.Running) {
            running = true;
            schedule.begin(now.nanos());
        } else if (event instanceof CheckpointEvent.Tick) {
            wakeAt = OptionalLong.empty();
        } else if (event instanceof CheckpointEvent.Stopped stopped) {
            onStopped(stopped.reason(), now);
        } else {
            onStorage(event, now);
        }
    }

    private void onStorage(CheckpointEvent event, Now now) {
        if (event instanceof CheckpointEvent.MetadataWritten written) {
            if (isPending(Phase.WRITING, written.checkpointId())) {
                onMetadataWritten(now);
            }
        } else if (event instanceof CheckpointEvent.MetadataFailed failed) {
            if (isPending(Phase.WRITING, failed.checkpointId())) {
                abort("its metadata cannot be written: " + failed.reason(), true, now);
            }
        } else if (event instanceof CheckpointEvent.RecordStored stored) {
            if (record.awaits(stored.revision())) {
                onRecordStored(now);
            }
        } else if (event instanceof CheckpointEvent.RecordFailed failed) {
            if (record.awaits(failed.revision())) {
                record.onFailed();
                schedule.retryLater(now.nanos());
                countFailure("the job's record cannot be stored: " + failed.reason());
            }
        } else if (event instanceof CheckpointEvent.RecordFenced fenced
                && record.awaits(fenced.revision())) {
            fail(
                    ErrorCode.HELD_BY_OTHER,
                    "Somebody else has changed the job's record, so this attempt is not the one any more:"
                            + " revision="
                            + fenced.revision()
                            + ". Run the job once at a time.");
        }
    }

    private boolean isPending(Phase inPhase, long checkpointId) {
        return phase == inPhase && pending().id() == checkpointId;
    }

    private PendingCheckpoint pending() {
        if (pending == null) {
            throw new IllegalStateException("No checkpoint is pending: phase=" + phase);
        }
        return pending;
    }

    // Until a checkpoint starts.

    private void onRequested(CheckpointEvent.Requested requested) {
        boolean ending = (pending != null && pending.isLast()) || requests.anyStops();
        if (!plan.durable()) {
            String reason = "the job keeps no checkpoints; set sampo.checkpoint.dir";
            CheckpointRequests.refuse(requested.request(), reason, actions);
        } else if (ending) {
            CheckpointRequests.refuse(requested.request(), "the job is about to end", actions);
        } else {
            requests.add(requested);
        }
    }

    /** Does what is due by now; what is done may make the next thing due. */
    private void advance(Now now) {
        if (phase == Phase.COLLECTING
                && CheckpointSchedule.hasCome(
                        schedule.expiry(pending().startedNanos()), now.nanos())) {
            String missing = pending().missing();
            String timeout = "timeout=" + settings.timeout();
            abort("it was not complete after " + timeout + ", missing: " + missing, true, now);
        }
        if (record.isToRetry() && schedule.mayRetry(now.nanos())) {
            actions.add(record.retry());
        }
        if (phase == Phase.IDLE && running) {
            startIfDue(now);
        }
        if (phase == Phase.COMMITTING && schedule.mayRetry(now.nanos())) {
            // Told, or answered, and lost on its way between nodes.
            actions.add(new CheckpointAction.NotifyComplete(pending().id(), true));
            schedule.retryLater(now.nanos());
        }
    }

    private void startIfDue(Now now) {
        CheckpointEvent.Requested request = requests.peek();
        boolean inputEnded = openSources.isEmpty();
        boolean last = request == null && inputEnded && schedule.mayRetry(now.nanos());
        boolean periodic = !inputEnded && plan.durable() && schedule.isDue(now.nanos());
        if (request == null && !last && !periodic) {
            return;
        }
        if (nextId >= record.stored().idsBelow()) {
            phase = Phase.RESERVING;
            actions.add(record.store(record.stored().reserveIds()));
            return;
        }
        Kind kind = Kind.CHECKPOINT;
        OptionalLong number = OptionalLong.empty();
        if (request != null) {
            requests.removeFirst();
            kind = request.kind();
            number = OptionalLong.of(request.request());
        }
        CheckpointBarrier barrier = new CheckpointBarrier(nextId, now.millis(), kind);
        nextId++;
        pending = new PendingCheckpoint(plan, barrier, last, number, now.nanos());
        phase = Phase.COLLECTING;
        schedule.started(now.nanos());
        actions.add(new CheckpointAction.Trigger(barrier, plan.enumerators()));
    }

    // From the first ack to the commit point.

    private void onAcked(CheckpointEvent.Acked ack, Now now) {
        if (ack.attempt() != plan.attempt()) {
            return;
        }
        if (!isPending(Phase.COLLECTING, ack.checkpointId())) {
            leftovers.throwAway(ack, actions);
            return;
        }
        if (!pending().lacks(ack.from())) {
            return;
        }
        Optional<String> problem = pending().add(ack);
        if (problem.isEmpty()) {
            problem = leftovers.add(pending().ref(), ack);
        }
        if (problem.isPresent()) {
            abort(ack.from() + " acked it wrongly: " + problem.get(), true, now);
            leftovers.throwAway(ack, actions);
        } else {
            completeIfAllStored(now);
        }
    }

    private void onEnumeratorStored(CheckpointEvent.EnumeratorStored stored, Now now) {
        if (stored.attempt() == plan.attempt()
                && isPending(Phase.COLLECTING, stored.checkpointId())) {
            pending().add(stored.source(), stored.state().array());
            completeIfAllStored(now);
        }
    }

    private void onDeclined(CheckpointEvent.Declined declined, Now now) {
        if (declined.attempt() == plan.attempt()
                && isPending(Phase.COLLECTING, declined.checkpointId())) {
            String reason = declined.from() + " declined it: " + declined.reason();
            abort(reason, !declined.harmless(), now);
        }
    }

    private void completeIfAllStored(Now now) {
        if (!pending().isComplete()) {
            return;
        }
        if (plan.durable()) {
            phase = Phase.WRITING;
            actions.add(new CheckpointAction.WriteMetadata(pending().metadata()));
        } else {
            complete(true, now);
        }
    }

    private void onMetadataWritten(Now now) {
        PendingCheckpoint written = pending();
        if (written.ref().savepoint() && !written.barrier().stops()) {
            complete(false, now);
            return;
        }
        CompletedCheckpoint entry =
                new CompletedCheckpoint(
                        written.ref(), written.barrier().triggerMillis(), plan.committingSinks());
        Retention.Choice choice = retention.add(record.stored().completed(), entry, damaged);
        retiring = choice.retired();
        phase = Phase.STORING;
        actions.add(record.store(record.stored().complete(choice.kept(), nextId)));
    }

    private void onRecordStored(Now now) {
        record.onStored();
        if (phase == Phase.STORING) {
            complete(true, now);
        } else if (phase == Phase.ENDING) {
            end();
        } else {
            phase = Phase.IDLE;
        }
    }

    // The end of a checkpoint.

    private void complete(boolean commit, Now now) {
        PendingCheckpoint done = pending();
        failuresInARow = 0;
        schedule.ended(now.nanos());
        actions.add(new CheckpointAction.Report(done.statistics(now.nanos(), Optional.empty())));
        actions.add(new CheckpointAction.NotifyComplete(done.id(), commit));
        if (commit) {
            latestCompleted = done.id();
        }
        leftovers.retire(retiring, actions);
        retiring = List.of();
        if (done.isLast()) {
            phase = Phase.COMMITTING;
            uncommitted.addAll(plan.subtasks());
            schedule.retryLater(now.nanos());
        } else {
            phase = Phase.IDLE;
            pending = null;
            CheckpointRequests.answer(done, actions);
        }
    }

    private void onCommitAcked(CheckpointEvent.CommitAcked committed) {
        if (committed.attempt() != plan.attempt()
                || !isPending(Phase.COMMITTING, committed.checkpointId())) {
            return;
        }
        uncommitted.remove(committed.from());
        if (!uncommitted.isEmpty()) {
            return;
        }
        if (plan.durable()) {
            phase = Phase.ENDING;
            actions.add(record.store(record.stored().end(ending())));
        } else {
            end();
        }
    }

    private Ending ending() {
        return pending().barrier().stops() ? Ending.STOPPED : Ending.FINISHED;
    }

    private void end() {
        Ending how = ending();
        CheckpointRequests.answer(pending(), actions);
        pending = null;
        actions.add(new CheckpointAction.EndJob(how));
        close("the job has ended");
    }

    private void abort(String reason, boolean counts, Now now) {
        PendingCheckpoint failed = pending();
        pending = null;
        phase = Phase.IDLE;
        schedule.ended(now.nanos());
        if (failed.afterEndOfInput()) {
            schedule.retryLater(now.nanos());
        }
        giveUp(failed, reason, now);
        failed.request().ifPresent(request -> CheckpointRequests.refuse(request, reason, actions));
        if (failed.barrier().stops()) {
            fail(
                    ErrorCode.CHECKPOINT_FAILED,
                    "The savepoint that the job should stop with failed, and the sources have stopped:"
                            + " checkpoint="
                            + failed.id()
                            + ": "
                            + reason
                            + ". The job goes on from its last checkpoint; ask for the stop again.");
        } else if (counts) {
            countFailure("checkpoint=" + failed.id() + ": " + reason);
        }
    }

    private void giveUp(PendingCheckpoint failed, String reason, Now now) {
        actions.add(
                new CheckpointAction.Report(failed.statistics(now.nanos(), Optional.of(reason))));
        actions.add(new CheckpointAction.NotifyAborted(failed.id(), latestCompleted));
        leftovers.giveUp(failed.ref(), actions);
    }

    private void countFailure(String reason) {
        failuresInARow++;
        if (settings.toleratedFailures().isPresent()
                && failuresInARow > settings.toleratedFailures().getAsInt()) {
            fail(
                    ErrorCode.CHECKPOINT_FAILED,
                    "More checkpoints in a row have failed than sampo.checkpoint.tolerated-failures="
                            + settings.toleratedFailures().getAsInt()
                            + " allows; the last one: "
                            + reason);
        }
    }

    private void fail(ErrorCode code, String message) {
        actions.add(new CheckpointAction.FailJob(new StreamException(code, message)));
        close(message);
    }

    private void onStopped(String reason, Now now) {
        String failure = "the attempt is over: " + reason;
        if (phase == Phase.COLLECTING || phase == Phase.WRITING) {
            giveUp(pending(), failure, now);
        }
        close(failure);
    }

    /** Leaves a checkpoint alone that the record may name. */
    private void close(String reason) {
        phase = Phase.CLOSED;
        record.giveUp();
        if (pending != null && pending.request().isPresent()) {
            CheckpointRequests.refuse(pending.request().getAsLong(), reason, actions);
        }
        pending = null;
        requests.refuseAll(reason, actions);
    }

    private void wake() {
        OptionalLong next = nextWake();
        if (next.isPresent() && !next.equals(wakeAt)) {
            actions.add(new CheckpointAction.WakeAt(next.getAsLong()));
        }
        wakeAt = next;
    }

    private OptionalLong nextWake() {
        if (phase == Phase.COLLECTING) {
            return OptionalLong.of(schedule.expiry(pending().startedNanos()));
        }
        if (record.isToRetry() || phase == Phase.COMMITTING) {
            return OptionalLong.of(schedule.retryAt());
        }
        if (phase != Phase.IDLE || !running) {
            return OptionalLong.empty();
        }
        if (openSources.isEmpty()) {
            return OptionalLong.of(schedule.retryAt());
        }
        return plan.durable() ? schedule.due() : OptionalLong.empty();
    }

    // What is measured.

    /** Returns the id of the checkpoint under way. */
    public OptionalLong pendingCheckpoint() {
        return pending == null ? OptionalLong.empty() : OptionalLong.of(pending.id());
    }

    /**
     * Returns how many checkpoints, or tries to store the record, have failed since one completed.
     */
    public int failuresInARow() {
        return failuresInARow;
    }

    /**
     * Returns when the newest checkpoint that the record names was started, in wall-clock
     * milliseconds: its age says how much would have to be done again.
     */
    public OptionalLong lastCompletedTriggerMillis() {
        List<CompletedCheckpoint> completed = record.stored().restorable();
        return completed.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(completed.get(0).triggerMillis());
    }
}
