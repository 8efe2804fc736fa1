/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.coordinator.CheckpointAction.Result;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.checkpointing.storage.Retention;
import io.sampo.checkpointing.storage.SharedFiles;
import io.sampo.core.element.CheckpointBarrier;
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
 * a time, which goes through the {@link Phase}s. It counts, and sinks may commit for it, from the
 * moment the record names it.
 *
 * <p>Until {@code STORING} a failed checkpoint is thrown away, with its files. From then on the
 * record may name it, so it is never thrown away; it stays until storing succeeds.
 */
public final class CheckpointCoordinator {
    private final CheckpointPlan plan;
    private final CheckpointSchedule schedule;
    private final CheckpointRequests requests;
    private final NextCheckpoint next;
    private final RecordUpdates record;
    private final Leftovers leftovers;
    private final CheckpointOutcomes outcomes;
    private final CheckpointFailures failures;
    private final Set<SubtaskId> uncommitted = new HashSet<>();

    private Phase phase = Phase.IDLE;
    private @Nullable PendingCheckpoint pending;
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
        schedule = new CheckpointSchedule(settings);
        requests = new CheckpointRequests(plan.durable());
        next = new NextCheckpoint(plan, schedule, requests);
        record = new RecordUpdates(begun, new Retention(settings.retained()), damaged);
        leftovers = new Leftovers(sharedFiles, plan.durable());
        outcomes = new CheckpointOutcomes(leftovers);
        failures = new CheckpointFailures(settings);
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
        schedule.wake(nextWake(), actions);
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
                next.sourceEnded(ended.from());
            }
        } else if (event instanceof CheckpointEvent.Requested requested) {
            requests.take(requested, pending != null && pending.isLast(), actions);
        } else if (event instanceof CheckpointEvent.Running) {
            next.running(now.nanos());
        } else if (event instanceof CheckpointEvent.Tick) {
            schedule.ticked();
        } else if (event instanceof CheckpointEvent.Stopped stopped) {
            onStopped(stopped.reason(), now);
        } else {
            onStorage(event, now);
        }
    }

    private void onStorage(CheckpointEvent event, Now now) {
        if (event instanceof CheckpointEvent.MetadataWritten written
                && isPending(Phase.WRITING, written.checkpointId())) {
            onMetadataWritten(now);
        } else if (event instanceof CheckpointEvent.MetadataFailed failed
                && isPending(Phase.WRITING, failed.checkpointId())) {
            abort("its metadata cannot be written: " + failed.reason(), true, now);
        } else if (event instanceof CheckpointEvent.RecordStored stored
                && record.awaits(stored.revision())) {
            onRecordStored(now);
        } else if (event instanceof CheckpointEvent.RecordFailed failed
                && record.awaits(failed.revision())) {
            record.onFailed();
            schedule.retryLater(now.nanos());
            countFailure("the job's record cannot be stored: " + failed.reason());
        } else if (event instanceof CheckpointEvent.RecordFenced fenced
                && record.awaits(fenced.revision())) {
            fail(CheckpointFailures.ofFence(fenced.revision()));
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

    /** Does what is due by now; what is done may make the next thing due. */
    private void advance(Now now) {
        if (phase == Phase.COLLECTING
                && schedule.hasExpired(pending().startedNanos(), now.nanos())) {
            String missing = pending().missing();
            String timeout = "timeout=" + schedule.timeout();
            abort("it was not complete after " + timeout + ", missing: " + missing, true, now);
        }
        if (record.isToRetry() && schedule.mayRetry(now.nanos())) {
            actions.add(record.retry());
        }
        if (phase == Phase.IDLE) {
            next.due(now.nanos()).ifPresent(start -> begin(start, now));
        }
        if (phase == Phase.COMMITTING && schedule.mayRetry(now.nanos())) {
            // Told, or answered, and lost on its way between nodes.
            actions.add(new CheckpointAction.NotifyComplete(pending().id(), true));
            schedule.retryLater(now.nanos());
        }
    }

    private void begin(NextCheckpoint.Start start, Now now) {
        if (!record.hasId()) {
            phase = Phase.RESERVING;
            actions.add(record.reserveIds());
            return;
        }
        CheckpointBarrier barrier =
                new CheckpointBarrier(record.takeId(), now.millis(), start.kind());
        pending =
                new PendingCheckpoint(
                        plan, barrier, start.afterEndOfInput(), start.request(), now.nanos());
        phase = Phase.COLLECTING;
        next.started(start, now.nanos());
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
        phase = Phase.STORING;
        actions.add(record.complete(written.completed()));
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
        failures.reset();
        schedule.ended(now.nanos());
        outcomes.complete(done, commit, record.takeRetired(), now, actions);
        if (done.isLast()) {
            phase = Phase.COMMITTING;
            uncommitted.addAll(plan.subtasks());
            schedule.retryLater(now.nanos());
        } else {
            phase = Phase.IDLE;
            pending = null;
            CheckpointRequests.answer(done, new Result.Complete(done.ref()), actions);
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
            actions.add(record.end(pending().ending()));
        } else {
            end();
        }
    }

    private void end() {
        PendingCheckpoint last = pending();
        pending = null;
        CheckpointRequests.answer(last, new Result.Complete(last.ref()), actions);
        actions.add(new CheckpointAction.EndJob(last.ending()));
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
        outcomes.giveUp(failed, reason, now, actions);
        CheckpointRequests.answer(failed, new Result.Refused(reason), actions);
        if (failed.barrier().stops()) {
            fail(CheckpointFailures.ofStop(failed.id(), reason));
        } else if (counts) {
            countFailure("checkpoint=" + failed.id() + ": " + reason);
        }
    }

    private void countFailure(String reason) {
        failures.count(reason).ifPresent(this::fail);
    }

    private void fail(StreamException cause) {
        actions.add(new CheckpointAction.FailJob(cause));
        close(String.valueOf(cause.getMessage()));
    }

    private void onStopped(String reason, Now now) {
        String failure = "the attempt is over: " + reason;
        if (phase == Phase.COLLECTING || phase == Phase.WRITING) {
            outcomes.giveUp(pending(), failure, now, actions);
        }
        close(failure);
    }

    /** Leaves a checkpoint alone that the record may name. */
    private void close(String reason) {
        boolean mayCount =
                phase == Phase.STORING || phase == Phase.COMMITTING || phase == Phase.ENDING;
        phase = Phase.CLOSED;
        record.giveUp();
        if (pending != null) {
            Result result =
                    mayCount
                            ? new Result.NotStopped(pending.ref(), reason)
                            : new Result.Refused(reason);
            CheckpointRequests.answer(pending, result, actions);
        }
        pending = null;
        requests.refuseAll(reason, actions);
    }

    private OptionalLong nextWake() {
        if (phase == Phase.COLLECTING) {
            return OptionalLong.of(schedule.expiry(pending().startedNanos()));
        }
        if (record.isToRetry() || phase == Phase.COMMITTING) {
            return OptionalLong.of(schedule.retryAt());
        }
        return phase == Phase.IDLE ? next.wakeAt() : OptionalLong.empty();
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
        return failures.inARow();
    }

    /**
     * Returns when the newest checkpoint that the record names was started, in wall-clock
     * milliseconds: its age says how much would have to be done again.
     */
    public OptionalLong lastCompletedTriggerMillis() {
        return record.lastTriggerMillis();
    }
}
