/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.checkpoint;

import io.sampo.checkpointing.coordinator.CheckpointAction;
import io.sampo.checkpointing.coordinator.CheckpointCoordinator;
import io.sampo.checkpointing.coordinator.CheckpointEvent;
import io.sampo.checkpointing.coordinator.CheckpointStatistics;
import io.sampo.checkpointing.coordinator.Now;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.time.Clock;
import io.sampo.runtime.node.WakeTimer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the {@link CheckpointCoordinator} of one attempt its events, and carries out its actions:
 * sends what is to be sent, does I/O elsewhere, one after the other, and sets timers.
 */
public final class CheckpointActor extends AbstractBehavior<CheckpointActor.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointActor.class);

    private final CheckpointCoordinator coordinator;
    private final JobCheckpoints checkpoints;
    private final Outside outside;
    private final Clock clock;
    private final WakeTimer timer;
    private final Executor storageExecutor;
    private final Map<Long, CompletableFuture<Path>> requests = new HashMap<>();
    private long nextRequest = 1;
    private @Nullable Runnable cancelWake;

    /** What the checkpoint actor is told. */
    public sealed interface Command {}

    /** Something happened that the coordinator must know of. */
    public record Happened(CheckpointEvent event) implements Command {}

    /** A user wants a savepoint. */
    public record Request(CheckpointBarrier.Kind kind, CompletableFuture<Path> answer)
            implements Command {}

    /** The attempt is over. */
    public record Stop(String reason) implements Command {}

    /** What the actor reaches of the rest of the job. Called on its thread. */
    public interface Outside {
        /** Lets the enumerators store themselves and send the trigger on. */
        void trigger(CheckpointBarrier barrier, List<OperatorId> enumerators);

        /** Tells all subtasks that a checkpoint is complete. */
        void completed(long checkpointId, boolean commit);

        /** Tells all subtasks that a checkpoint will not complete. */
        void aborted(long checkpointId);

        /** A checkpoint is complete, or was given up. */
        void report(CheckpointStatistics statistics);

        /** The attempt must fail. */
        void failAttempt(StreamException cause);

        /** The job is at its end. */
        void endJob(RecordContent.Ending how);
    }

    /**
     * What the actor is made from.
     *
     * @param checkpoints the stored ones
     * @param attempt what it begins with
     * @param outside the rest of the job
     * @param clock the time
     * @param timer wake-ups
     * @param storageExecutor runs I/O one after the other
     */
    public record Props(
            JobCheckpoints checkpoints,
            JobCheckpoints.Attempt attempt,
            Outside outside,
            Clock clock,
            WakeTimer timer,
            Executor storageExecutor) {}

    private CheckpointActor(ActorContext<Command> context, Props props) {
        super(context);
        checkpoints = props.checkpoints();
        outside = props.outside();
        clock = props.clock();
        timer = props.timer();
        storageExecutor = props.storageExecutor();
        coordinator =
                new CheckpointCoordinator(
                        props.attempt().plan(),
                        checkpoints.settings(),
                        props.attempt().content(),
                        props.attempt().sharedFiles(),
                        props.attempt().damaged());
    }

    /** Returns the behavior. */
    public static Behavior<Command> create(Props props) {
        return Behaviors.setup(context -> new CheckpointActor(context, props));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Happened.class, happened -> on(happened.event()))
                .onMessage(Request.class, this::onRequest)
                .onMessage(Stop.class, this::onStop)
                .onSignal(PostStop.class, stop -> onPostStop())
                .build();
    }

    private Behavior<Command> on(CheckpointEvent event) {
        for (CheckpointAction action : coordinator.on(event, Now.of(clock))) {
            carryOut(action);
        }
        return this;
    }

    private Behavior<Command> onRequest(Request request) {
        if (!checkpoints.durable()) {
            request.answer()
                    .completeExceptionally(
                            new StreamException(
                                    ErrorCode.INVALID_SETTING,
                                    "The job has no place for savepoints. Set"
                                            + " sampo.checkpoint.dir; in bounded mode there are"
                                            + " none."));
            return this;
        }
        long number = nextRequest++;
        requests.put(number, request.answer());
        return on(new CheckpointEvent.Requested(number, request.kind()));
    }

    private Behavior<Command> onStop(Stop stop) {
        on(new CheckpointEvent.Stopped(stop.reason()));
        return Behaviors.stopped();
    }

    private Behavior<Command> onPostStop() {
        if (cancelWake != null) {
            cancelWake.run();
        }
        requests.values()
                .forEach(
                        answer ->
                                answer.completeExceptionally(
                                        new StreamException(
                                                ErrorCode.CHECKPOINT_FAILED,
                                                "The job ended before the savepoint was complete")));
        return this;
    }

    private void carryOut(CheckpointAction action) {
        if (action instanceof CheckpointAction.Trigger trigger) {
            outside.trigger(trigger.barrier(), trigger.enumerators());
        } else if (action instanceof CheckpointAction.NotifyComplete complete) {
            outside.completed(complete.checkpointId(), complete.commit());
        } else if (action instanceof CheckpointAction.NotifyAborted aborted) {
            outside.aborted(aborted.checkpointId());
        } else if (action instanceof CheckpointAction.Answer answer) {
            answer(answer);
        } else if (action instanceof CheckpointAction.Report report) {
            outside.report(report.statistics());
        } else if (action instanceof CheckpointAction.WakeAt wake) {
            wakeAt(wake.nanos());
        } else if (action instanceof CheckpointAction.FailJob fail) {
            outside.failAttempt(fail.cause());
        } else if (action instanceof CheckpointAction.EndJob end) {
            outside.endJob(end.how());
        } else {
            ActorRef<Command> self = getContext().getSelf();
            storageExecutor.execute(() -> store(action, self));
        }
    }

    private void answer(CheckpointAction.Answer answer) {
        CompletableFuture<Path> waiting = requests.remove(answer.request());
        if (waiting == null) {
            return;
        }
        if (answer.result() instanceof CheckpointAction.Result.Complete complete) {
            CheckpointRef checkpoint = complete.checkpoint();
            waiting.complete(checkpoints.directoryOf(checkpoint));
        } else if (answer.result() instanceof CheckpointAction.Result.NotStopped complete) {
            waiting.completeExceptionally(
                    new StreamException(
                            ErrorCode.CHECKPOINT_FAILED,
                            "The savepoint is written, but the job may go on from it: savepoint="
                                    + checkpoints.directoryOf(complete.checkpoint())
                                    + " cause="
                                    + StreamException.withoutFullStop(complete.reason())
                                    + ". Unless its status says that it has ended, ask again."));
        } else if (answer.result() instanceof CheckpointAction.Result.Refused refused) {
            waiting.completeExceptionally(
                    new StreamException(
                            ErrorCode.CHECKPOINT_FAILED,
                            "The savepoint was not taken: " + refused.reason()));
        }
    }

    private void wakeAt(long nanos) {
        if (cancelWake != null) {
            cancelWake.run();
        }
        ActorRef<Command> self = getContext().getSelf();
        long delay = Math.max(0, nanos - clock.nanoTime());
        cancelWake = timer.after(delay, () -> self.tell(new Happened(new CheckpointEvent.Tick())));
    }

    /** Does I/O, on another thread, and tells the outcome. */
    private void store(CheckpointAction action, ActorRef<Command> self) {
        if (action instanceof CheckpointAction.WriteMetadata write) {
            self.tell(new Happened(writeMetadata(write)));
        } else if (action instanceof CheckpointAction.StoreRecord store) {
            CheckpointEvent outcome = storeRecord(store);
            self.tell(new Happened(outcome));
            if (outcome instanceof CheckpointEvent.RecordStored) {
                quietly(() -> checkpoints.dropClaimed(store.next()));
            }
        } else if (action instanceof CheckpointAction.Discard discard) {
            quietly(() -> checkpoints.storage().discard(discard.checkpoint()));
        } else if (action instanceof CheckpointAction.DeleteShared delete) {
            quietly(() -> checkpoints.storage().deleteShared(delete.paths()));
        }
    }

    private CheckpointEvent writeMetadata(CheckpointAction.WriteMetadata write) {
        long id = write.metadata().checkpointId();
        try {
            checkpoints.storage().writeMetadata(write.metadata());
            return new CheckpointEvent.MetadataWritten(id);
        } catch (Throwable failure) {
            // Whatever it was: without an answer the job would take no checkpoint any more.
            return new CheckpointEvent.MetadataFailed(id, reason(failure));
        }
    }

    private CheckpointEvent storeRecord(CheckpointAction.StoreRecord store) {
        long revision = store.next().revision();
        try {
            return checkpoints.record().compareAndSet(store.expected(), store.next())
                    ? new CheckpointEvent.RecordStored(revision)
                    : new CheckpointEvent.RecordFenced(revision);
        } catch (Throwable failure) {
            return new CheckpointEvent.RecordFailed(revision, reason(failure));
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof StreamException
                ? String.valueOf(failure.getMessage())
                : failure.toString();
    }

    /** What is left behind takes room but does no harm: the next attempt tries again. */
    private static void quietly(Runnable cleaning) {
        try {
            cleaning.run();
        } catch (Throwable failure) {
            LOG.warn("Could not delete what is not needed any more", failure);
        }
    }
}
