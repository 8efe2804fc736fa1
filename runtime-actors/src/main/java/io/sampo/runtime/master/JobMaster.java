/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.source.EnumeratorActor;
import io.sampo.runtime.subtask.SubtaskEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job: begins attempts, watches them, and begins another when one fails. The life of the job is
 * {@link JobState}; what an attempt consists of is {@link RunningAttempt}.
 */
public final class JobMaster extends AbstractBehavior<JobMaster.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(JobMaster.class);
    private static final Duration STOP_WARNING = Duration.ofSeconds(10);

    private final JobMasterProps props;
    private final RestartStrategy restarts;
    private final TimerScheduler<Command> timers;

    private JobState state = JobState.PREPARING;
    private int attempt;
    private @Nullable RunningAttempt running;
    private @Nullable Throwable failure;

    /** How the job ends once its subtasks are gone: set on the way to {@link JobState#ENDING}. */
    private JobStatus ending = JobStatus.CANCELLED;

    /** What a job master is told. */
    public sealed interface Command {}

    /** End the job. */
    public enum Cancel implements Command {
        /** The one instance. */
        INSTANCE
    }

    /** Take a savepoint, and maybe end the job with it. */
    public record TakeSavepoint(CheckpointBarrier.Kind kind, CompletableFuture<Path> answer)
            implements Command {}

    record AttemptPrepared(JobCheckpoints.Attempt attempt) implements Command {}

    record AttemptRefused(Throwable reason) implements Command {}

    record FromSubtask(SubtaskEvent event) implements Command {}

    record FromEnumerator(EnumeratorActor.Event event) implements Command {}

    record AttemptFailed(int attempt, Throwable cause) implements Command {}

    record JobEnds(int attempt, RecordContent.Ending how) implements Command {}

    private enum Prepare implements Command {
        INSTANCE
    }

    private enum StillStopping implements Command {
        INSTANCE
    }

    private JobMaster(
            ActorContext<Command> context, TimerScheduler<Command> timers, JobMasterProps props) {
        super(context);
        this.props = props;
        this.timers = timers;
        this.restarts = new RestartStrategy(props.restart(), props.checkpoints().durable());
    }

    /** Returns the behavior; the first attempt begins at once. */
    public static Behavior<Command> create(JobMasterProps props) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers -> {
                                    context.getSelf().tell(Prepare.INSTANCE);
                                    return new JobMaster(context, timers, props);
                                }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(FromSubtask.class, message -> onSubtask(message.event()))
                .onMessage(FromEnumerator.class, message -> onEnumerator(message.event()))
                .onMessageEquals(Prepare.INSTANCE, this::onPrepare)
                .onMessage(AttemptPrepared.class, message -> onPrepared(message.attempt()))
                .onMessage(AttemptRefused.class, message -> onRefused(message.reason()))
                .onMessage(AttemptFailed.class, this::onAttemptFailed)
                .onMessage(JobEnds.class, this::onJobEnds)
                .onMessage(TakeSavepoint.class, this::onTakeSavepoint)
                .onMessageEquals(Cancel.INSTANCE, this::onCancel)
                .onMessageEquals(StillStopping.INSTANCE, this::onStillStopping)
                .build();
    }

    private Behavior<Command> onPrepare() {
        if (state == JobState.WAITING) {
            go(JobState.PREPARING);
        }
        if (state == JobState.PREPARING) {
            props.prepare(getContext().getSelf());
        }
        return this;
    }

    private Behavior<Command> onPrepared(JobCheckpoints.Attempt prepared) {
        if (state != JobState.PREPARING) {
            return endNow();
        }
        attempt = prepared.content().attempt();
        LOG.info(
                "Attempt begins: job={} attempt={} from={}",
                props.job().name(),
                attempt,
                prepared.restoredFrom() == null ? "the start" : prepared.restoredFrom());
        go(JobState.DEPLOYING);
        try {
            running = RunningAttempt.deploy(getContext(), props, prepared);
        } catch (RuntimeException e) {
            return failAttempt(e);
        }
        return this;
    }

    private Behavior<Command> onRefused(Throwable reason) {
        if (state != JobState.PREPARING) {
            return endNow();
        }
        failure = reason;
        Optional<Duration> wait = restarts.onFailure(reason, props.clock().currentTimeMillis());
        if (wait.isEmpty()) {
            ending = JobStatus.FAILED;
            go(JobState.ENDING);
            return endNow();
        }
        return waitFor(wait.get());
    }

    private Behavior<Command> onSubtask(SubtaskEvent event) {
        if (running == null || event.attempt() != attempt) {
            return this;
        }
        if (event instanceof SubtaskEvent.Failed failed) {
            boolean last = running.gone(failed.subtask());
            if (state == JobState.DEPLOYING || state == JobState.RUNNING) {
                return failAttempt(failed.cause());
            }
            return last ? onAllGone() : this;
        }
        if (event instanceof SubtaskEvent.Stopped stopped) {
            return running.gone(stopped.subtask()) ? onAllGone() : this;
        }
        if (event instanceof SubtaskEvent.Opened opened) {
            if (running.opened(opened.subtask()) && state == JobState.DEPLOYING) {
                go(JobState.RUNNING);
                running.start();
            }
            return this;
        }
        running.on(event);
        return this;
    }

    private Behavior<Command> onEnumerator(EnumeratorActor.Event event) {
        if (running == null || event.attempt() != attempt) {
            return this;
        }
        if (event instanceof EnumeratorActor.Failed failed) {
            return failAttempt(failed.cause());
        }
        running.on(event);
        return this;
    }

    private Behavior<Command> onAttemptFailed(AttemptFailed failed) {
        return failed.attempt() == attempt ? failAttempt(failed.cause()) : this;
    }

    private Behavior<Command> failAttempt(Throwable cause) {
        if (state != JobState.DEPLOYING && state != JobState.RUNNING) {
            return this;
        }
        failure = cause;
        if (StreamException.codeOf(cause) == ErrorCode.CHECKPOINT_DAMAGED) {
            props.checkpoints().noteDamage(String.valueOf(cause.getMessage()));
        }
        LOG.warn("Attempt failed: job={} attempt={}", props.job().name(), attempt, cause);
        go(JobState.CLEARING);
        return stopSubtasks("the attempt failed: " + cause.getMessage());
    }

    private Behavior<Command> stopSubtasks(String reason) {
        if (running == null) {
            return onAllGone();
        }
        timers.startTimerWithFixedDelay(StillStopping.INSTANCE, STOP_WARNING);
        return running.stop(reason) ? onAllGone() : this;
    }

    private Behavior<Command> onStillStopping() {
        if (running != null && (state == JobState.CLEARING || state == JobState.ENDING)) {
            LOG.warn(
                    "Waiting for subtasks to stop, which are in user code: job={} subtasks={}",
                    props.job().name(),
                    running.left());
        }
        return this;
    }

    private Behavior<Command> onAllGone() {
        timers.cancel(StillStopping.INSTANCE);
        running = null;
        if (state == JobState.ENDING) {
            return endNow();
        }
        Throwable cause = failure == null ? new IllegalStateException("no cause") : failure;
        Optional<Duration> wait = restarts.onFailure(cause, props.clock().currentTimeMillis());
        if (wait.isEmpty()) {
            ending = JobStatus.FAILED;
            go(JobState.ENDING);
            return endNow();
        }
        return waitFor(wait.get());
    }

    private Behavior<Command> waitFor(Duration pause) {
        go(JobState.WAITING);
        LOG.info("Restart: job={} in={}", props.job().name(), pause);
        if (pause.isZero()) {
            getContext().getSelf().tell(Prepare.INSTANCE);
        } else {
            timers.startSingleTimer(Prepare.INSTANCE, pause);
        }
        return this;
    }

    private Behavior<Command> onJobEnds(JobEnds ends) {
        if (ends.attempt() != attempt || state != JobState.RUNNING) {
            return this;
        }
        ending = JobStatus.FINISHED;
        go(JobState.ENDING);
        return stopSubtasks("the job ended: " + ends.how());
    }

    private Behavior<Command> onTakeSavepoint(TakeSavepoint command) {
        if (state != JobState.RUNNING || running == null) {
            command.answer()
                    .completeExceptionally(
                            new StreamException(
                                    ErrorCode.CHECKPOINT_FAILED,
                                    "A savepoint needs a running job: job="
                                            + props.job().name()
                                            + " state="
                                            + state));
            return this;
        }
        running.requestSavepoint(command.kind(), command.answer());
        return this;
    }

    private Behavior<Command> onCancel() {
        if (state == JobState.ENDING || state == JobState.ENDED) {
            return this;
        }
        boolean preparing = state == JobState.PREPARING;
        boolean hadSubtasks = state.hasSubtasks();
        boolean clearing = state == JobState.CLEARING;
        ending = JobStatus.CANCELLED;
        go(JobState.ENDING);
        if (preparing || clearing) {
            // The answer to the preparation, or the last subtask, ends the job.
            return this;
        }
        return hadSubtasks ? stopSubtasks("the job was cancelled") : endNow();
    }

    private Behavior<Command> endNow() {
        go(JobState.ENDED);
        props.release();
        if (ending == JobStatus.FINISHED) {
            props.observer().finished();
        } else if (ending == JobStatus.CANCELLED) {
            props.observer()
                    .ended(
                            ending,
                            new StreamException(
                                    ErrorCode.CANCELLED,
                                    "The job was cancelled: job=" + props.job().name()));
        } else {
            props.observer()
                    .ended(
                            ending,
                            failure == null ? new IllegalStateException("no cause") : failure);
        }
        return Behaviors.stopped();
    }

    private void go(JobState next) {
        state = state.to(next);
        boolean finishing = next == JobState.ENDING && ending != JobStatus.CANCELLED;
        if (next != JobState.ENDED && !finishing) {
            props.observer().statusChanged(state.status(), attempt);
        }
    }
}
