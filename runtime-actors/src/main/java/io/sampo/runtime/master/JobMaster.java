/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.source.EnumeratorActor;
import io.sampo.runtime.subtask.SubtaskEvent;
import io.sampo.runtime.worker.AttemptWorker;
import io.sampo.runtime.worker.WorkerEvent;
import io.sampo.runtime.worker.WorkerHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job: begins attempts, watches them, and begins another when one fails. The life of the
 * job is {@link JobState}; what an attempt consists of is {@link RunningAttempt}.
 */
public final class JobMaster extends AbstractBehavior<JobMaster.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(JobMaster.class);
    private static final Duration STOP_WARNING = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    /** Replaced when the job gets another parallelism. */
    private JobMasterProps props;

    private final RestartStrategy restarts;
    private final TimerScheduler<Command> timers;
    private final ActorRef<WorkerEvent> workerEvents;

    private JobState state = JobState.PREPARING;

    private final Room room = new Room();

    private int attempt;
    private @Nullable RunningAttempt running;

    /** What a subtask found wrong with the checkpoint from which the last attempt was restored. */
    private @Nullable Throwable damage;

    private final JobEnding ending = new JobEnding();

    private final Rescaling rescaling = new Rescaling();

    /** When the job last ran. */
    private Optional<Long> ranNanos = Optional.empty();

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

    /**
     * Go on with another parallelism, as soon as a checkpoint is complete, or at the next restart
     * if that comes first.
     *
     * @param job as it runs, but for the parallelism
     */
    public record Rescale(JobGraph job) implements Command {}

    record Rescalable(int attempt, @Nullable Throwable failure) implements Command {}

    private record AskForCheckpoint(int attempt) implements Command {}

    record AttemptPrepared(JobCheckpoints.Attempt attempt) implements Command {}

    record AttemptRefused(Throwable reason) implements Command {}

    /** The job has finished before, and is not to be run again. */
    enum FinishedBefore implements Command {
        INSTANCE
    }

    record FromWorker(WorkerEvent event) implements Command {}

    record FromEnumerator(EnumeratorActor.Event event) implements Command {}

    record AttemptFailed(int attempt, Throwable cause) implements Command {}

    record ActorGone(int attempt, ActorRef<?> actor, String what) implements Command {}

    record JobEnds(int attempt, RecordContent.Ending how) implements Command {}

    private enum Prepare implements Command {
        INSTANCE
    }

    private record NotStarted(int attempt) implements Command {}

    private enum StillStopping implements Command {
        INSTANCE
    }

    private JobMaster(
            ActorContext<Command> context, TimerScheduler<Command> timers, JobMasterProps props) {
        super(context);
        this.props = props;
        this.timers = timers;
        this.workerEvents = context.messageAdapter(WorkerEvent.class, FromWorker::new);
        this.restarts = new RestartStrategy(props.restart(), props.checkpoints().durable());
    }

    /**
     * Returns the behavior; the first attempt begins at once, before the master hears of anything.
     */
    public static Behavior<Command> create(JobMasterProps props) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers -> {
                                    JobMaster master = new JobMaster(context, timers, props);
                                    return master.onPrepare();
                                }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onAnyMessage(this::onCommand)
                .onSignal(PostStop.class, stop -> onPostStop())
                .build();
    }

    /** Before its end only if its node lets go of it: another one goes on with the job. */
    private Behavior<Command> onPostStop() {
        if (state != JobState.ENDED) {
            LOG.info("The job is handed over: job={} state={}", jobName(), state);
            props.release(() -> {});
        }
        return this;
    }

    private Behavior<Command> onCommand(Command command) {
        try {
            return handle(command);
        } catch (Throwable bug) {
            return onBug(bug);
        }
    }

    private Behavior<Command> handle(Command command) {
        if (command instanceof FromWorker message) {
            return onWorker(message.event());
        } else if (command instanceof FromEnumerator message) {
            return onEnumerator(message.event());
        } else if (command instanceof AttemptPrepared message) {
            return onPrepared(message.attempt());
        } else if (command == FinishedBefore.INSTANCE) {
            return onFinishedBefore();
        } else if (command instanceof AttemptRefused message) {
            return onRefused(message.reason());
        } else if (command instanceof AttemptFailed message) {
            return onAttemptFailed(message);
        } else if (command instanceof ActorGone message) {
            return onActorGone(message);
        } else if (command instanceof JobEnds message) {
            return onJobEnds(message);
        } else if (command instanceof TakeSavepoint message) {
            return onTakeSavepoint(message);
        } else if (command instanceof Rescale message) {
            rescaling.want(message.job());
            return rescale();
        } else if (command instanceof Rescalable message) {
            return onRescalable(message);
        } else if (command instanceof AskForCheckpoint message) {
            return message.attempt() == attempt ? rescale() : this;
        } else if (command == Prepare.INSTANCE) {
            return onPrepare();
        } else if (command == Cancel.INSTANCE) {
            return onCancel();
        } else if (command instanceof NotStarted late) {
            return onNotStarted(late);
        }
        return onStillStopping();
    }

    /** A master that just stopped would leave a job that never ends, and whoever waits for it. */
    private Behavior<Command> onBug(Throwable bug) {
        LOG.error("The job master failed: job={} state={}", jobName(), state, bug);
        ending.because(
                new StreamException(
                        ErrorCode.INTERNAL,
                        "The job master failed: job="
                                + jobName()
                                + " state="
                                + state
                                + " cause="
                                + bug,
                        bug));
        ending.as(JobStatus.FAILED);
        state = JobState.ENDING;
        timers.startTimerWithFixedDelay(StillStopping.INSTANCE, STOP_WARNING);
        boolean gone =
                running == null
                        || running.stop("the job master failed", AttemptWorker.Stop.INSTANCE);
        return gone ? endNow() : this;
    }

    private Behavior<Command> onPrepare() {
        if (state == JobState.WAITING) {
            go(JobState.PREPARING);
        }
        if (state == JobState.ENDING) {
            // Cancelled while there was no room.
            return endNow();
        }
        props = rescaling.take().map(props::with).orElse(props);
        if (state == JobState.PREPARING) {
            if (room.isThereFor(props.job(), props.workers(), props.observer())) {
                props.prepare(getContext().getSelf(), damage);
                damage = null;
            } else {
                timers.startSingleTimer(Prepare.INSTANCE, SOON);
            }
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
                jobName(),
                attempt,
                prepared.restoredFrom() == null ? "the start" : prepared.restoredFrom());
        go(JobState.DEPLOYING);
        RunningAttempt begun = new RunningAttempt(getContext(), props, prepared);
        running = begun;
        try {
            timers.startSingleTimer(new NotStarted(attempt), WorkerHost.START_LIMIT);
            begun.deploy(workerEvents);
        } catch (RuntimeException e) {
            return failAttempt(e);
        }
        return this;
    }

    /** A message to or from another node may be lost, and nobody would hear of it. */
    private Behavior<Command> onNotStarted(NotStarted late) {
        if (late.attempt() != attempt || state == JobState.RUNNING || running == null) {
            return this;
        }
        List<String> missing = running.giveUpMissing();
        if (state != JobState.DEPLOYING) {
            return running.left().isEmpty() ? onAllGone() : this;
        }
        return missing.isEmpty()
                ? this
                : failAttempt(
                        new StreamException(
                                ErrorCode.EXTERNAL_IO,
                                "Nodes did not begin with their shares: job="
                                        + jobName()
                                        + " after="
                                        + WorkerHost.START_LIMIT
                                        + " subtasks="
                                        + missing));
    }

    private Behavior<Command> onFinishedBefore() {
        if (state == JobState.PREPARING) {
            LOG.info("The job has finished before: job={}", jobName());
            ending.as(JobStatus.FINISHED);
            go(JobState.ENDING);
        }
        return endNow();
    }

    private Behavior<Command> onRefused(Throwable reason) {
        if (state != JobState.PREPARING) {
            return endNow();
        }
        ending.because(reason);
        return restartAfter(reason);
    }

    private Behavior<Command> onWorker(WorkerEvent event) {
        if (running == null || event.attempt() != attempt) {
            RunningAttempt.stopLate(event);
            return this;
        }
        if (event instanceof WorkerEvent.FromSubtask told) {
            return onSubtask(told.event());
        } else if (event instanceof WorkerEvent.Deployed deployed) {
            return startIf(running.deployed(deployed));
        } else if (event instanceof WorkerEvent.Progress progress) {
            props.observer().progressed(running.progress(progress));
            return this;
        } else if (event instanceof WorkerEvent.Ended ended) {
            ending.leaves(ended);
            return onGone(running.ended(ended), ended.worker().path().name());
        } else if (event instanceof WorkerEvent.ChannelBroken broken) {
            return failAttempt(broken.cause());
        } else if (event instanceof WorkerEvent.NodeLeaves leaves) {
            return onNodeLeaves(leaves.host());
        }
        return onNotDeployed((WorkerEvent.NotDeployed) event);
    }

    private Behavior<Command> onNodeLeaves(ActorRef<WorkerHost.Command> host) {
        if (host.path().address().hasLocalScope()) {
            Rescaling.handOver(host, props, state == JobState.RUNNING ? running : null);
            return this;
        }
        rescaling.moveFrom(host, props);
        return rescale();
    }

    @SuppressWarnings("NullAway") // called while an attempt runs
    private Behavior<Command> onNotDeployed(WorkerEvent.NotDeployed failed) {
        boolean last = running.notDeployed(failed);
        if (state == JobState.DEPLOYING || state == JobState.RUNNING) {
            return failAttempt(failed.cause());
        }
        return last ? onAllGone() : this;
    }

    @SuppressWarnings("NullAway") // called while an attempt runs
    private Behavior<Command> onSubtask(SubtaskEvent event) {
        running.heard(event.subtask());
        if (event instanceof SubtaskEvent.Failed failed) {
            return failAttempt(failed.cause());
        }
        if (event instanceof SubtaskEvent.Opened opened) {
            return startIf(running.opened(opened.subtask()));
        }
        running.on(event);
        return this;
    }

    @SuppressWarnings("NullAway") // called while an attempt runs
    private Behavior<Command> startIf(boolean ready) {
        if (ready && state == JobState.DEPLOYING) {
            go(JobState.RUNNING);
            running.start();
            return rescale();
        }
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

    /** Comes for each actor of an attempt, behind everything that it told. */
    private Behavior<Command> onActorGone(ActorGone gone) {
        if (running == null || gone.attempt() != attempt) {
            return this;
        }
        if (running.isElsewhere(gone.actor())) {
            ending.lost(gone.actor());
        }
        return onGone(running.gone(gone.actor()), gone.what());
    }

    private Behavior<Command> onGone(boolean last, String what) {
        if (state == JobState.DEPLOYING || state == JobState.RUNNING) {
            return failAttempt(
                    new StreamException(
                            ErrorCode.INTERNAL,
                            "A part of the job ended that should not have, or its node was lost: job="
                                    + jobName()
                                    + " part="
                                    + what));
        }
        return last ? onAllGone() : this;
    }

    private Behavior<Command> failAttempt(Throwable cause) {
        if (state != JobState.DEPLOYING && state != JobState.RUNNING) {
            return this;
        }
        ending.because(cause);
        props.observer().attemptFailed(attempt, cause);
        ErrorCode code = StreamException.codeOf(cause);
        if (code == ErrorCode.CHECKPOINT_DAMAGED) {
            damage = cause;
        }
        if (code.retryable() || damage != null) {
            LOG.warn("Attempt failed: job={} attempt={}", jobName(), attempt, cause);
        } else {
            // Not loud: it ends the job, and so comes to whoever waits for its result.
            LOG.info("Attempt failed: job={} attempt={}", jobName(), attempt, cause);
        }
        go(JobState.CLEARING);
        return stopSubtasks("the attempt failed: " + cause.getMessage());
    }

    private Behavior<Command> stopSubtasks(String reason) {
        if (running == null) {
            return onAllGone();
        }
        timers.startTimerWithFixedDelay(StillStopping.INSTANCE, STOP_WARNING);
        AttemptWorker.Stop how =
                state == JobState.ENDING && ending.how() == JobStatus.FINISHED
                        ? AttemptWorker.Stop.FINISHED
                        : AttemptWorker.Stop.INSTANCE;
        return running.stop(reason, how) ? onAllGone() : this;
    }

    private Behavior<Command> onStillStopping() {
        if (running != null && (state == JobState.CLEARING || state == JobState.ENDING)) {
            LOG.warn(
                    "Waiting for what is in user code, and interrupting it again: job={} left={}",
                    jobName(),
                    running.left());
            running.interrupt();
        }
        return this;
    }

    private Behavior<Command> onAllGone() {
        timers.cancel(StillStopping.INSTANCE);
        running = null;
        if (state == JobState.ENDING) {
            return endNow();
        }
        // After damage, whether there is another checkpoint is found when it is looked for.
        if (rescaling.hasStopped() || damage != null) {
            return waitFor(Duration.ZERO);
        }
        return restartAfter(ending.cause());
    }

    private Behavior<Command> restartAfter(Throwable cause) {
        Optional<Duration> wait = restarts.onFailure(cause, props.clock().currentTimeMillis());
        if (wait.isEmpty()) {
            ending.as(JobStatus.FAILED);
            go(JobState.ENDING);
            return endNow();
        }
        return waitFor(wait.get());
    }

    private Behavior<Command> waitFor(Duration pause) {
        go(JobState.WAITING);
        LOG.info("Restart: job={} in={}", jobName(), pause);
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
        ending.as(JobStatus.FINISHED);
        go(JobState.ENDING);
        return stopSubtasks("the job ended: " + ends.how());
    }

    private String jobName() {
        return props.job().name();
    }

    private Behavior<Command> onTakeSavepoint(TakeSavepoint command) {
        if (state == JobState.DEPLOYING) {
            // Some subtasks work already, while others still restore their state.
            timers.startSingleTimer(command, SOON);
            return this;
        }
        if (state != JobState.RUNNING || running == null) {
            command.answer()
                    .completeExceptionally(
                            new StreamException(
                                    ErrorCode.CHECKPOINT_FAILED,
                                    "A savepoint needs a running job: job="
                                            + jobName()
                                            + " state="
                                            + state));
            return this;
        }
        running.requestSavepoint(command.kind(), command.answer());
        return this;
    }

    private Behavior<Command> rescale() {
        if (state == JobState.RUNNING && running != null) {
            rescaling.prepare(running, attempt, getContext().getSelf());
        }
        return this;
    }

    private Behavior<Command> onRescalable(Rescalable answer) {
        if (answer.attempt() != attempt || state != JobState.RUNNING || !rescaling.isWanted()) {
            return this;
        }
        if (answer.failure() != null) {
            LOG.warn(
                    "The job is not placed anew yet: job={} {}",
                    jobName(),
                    answer.failure().getMessage());
            timers.startSingleTimer(new AskForCheckpoint(attempt), ASK_AGAIN);
            return this;
        }
        LOG.info("The job is placed anew: job={} attempt={}", jobName(), attempt);
        rescaling.stop();
        go(JobState.CLEARING);
        return stopSubtasks("the job is placed anew");
    }

    private Behavior<Command> onCancel() {
        if (state == JobState.ENDING || state == JobState.ENDED) {
            return this;
        }
        boolean preparing = state == JobState.PREPARING;
        boolean hadSubtasks = state.hasSubtasks();
        boolean clearing = state == JobState.CLEARING;
        ending.as(JobStatus.CANCELLED);
        go(JobState.ENDING);
        if (preparing || clearing) {
            // The answer to the preparation, or the last subtask, ends the job.
            return this;
        }
        return hadSubtasks ? stopSubtasks("the job was cancelled") : endNow();
    }

    /** Nothing of the job runs any more. Its end is known when what it held is free as well. */
    private Behavior<Command> endNow() {
        go(JobState.ENDED);
        ending.tell(props);
        return Behaviors.stopped();
    }

    private void go(JobState next) {
        if (state == JobState.RUNNING) {
            ranNanos = Optional.of(props.clock().nanoTime());
        }
        state = state.to(next);
        boolean finishing = next == JobState.ENDING && ending.how() != JobStatus.CANCELLED;
        if (next != JobState.ENDED && !finishing) {
            props.observer().statusChanged(state.status(), attempt);
        }
        if (next == JobState.RUNNING) {
            long now = props.clock().nanoTime();
            props.observer()
                    .running(props.job(), ranNanos.map(then -> Duration.ofNanos(now - then)));
        }
    }
}
