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
import io.sampo.runtime.worker.AttemptWorker;
import io.sampo.runtime.worker.WorkerEvent;
import io.sampo.runtime.worker.WorkerHost;
import java.nio.file.Path;
import java.time.Duration;
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
 * Runs one job: begins attempts, watches them, and begins another when one fails. What comes next
 * {@link JobLife} decides; what an attempt consists of is {@link RunningAttempt}.
 */
public final class JobMaster extends AbstractBehavior<JobMaster.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(JobMaster.class);

    /** How long user code may take to let go until it is interrupted, and then again. */
    private static final Duration INTERRUPT_INTERVAL = Duration.ofSeconds(10);

    /** Until what is not possible yet is tried again. */
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);

    /** Until a checkpoint to rescale from is asked for again, after one that failed. */
    private static final Duration RESCALE_RETRY_DELAY = Duration.ofSeconds(1);

    /** Replaced when the job gets another parallelism. */
    private JobMasterProps props;

    private final JobLife life;
    private final TimerScheduler<Command> timers;
    private final ActorRef<WorkerEvent> workerEvents;
    private final Room room = new Room();
    private final Rescaling rescaling = new Rescaling();
    private @Nullable RunningAttempt running;

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

    /** There is a checkpoint to rescale from, or why there is none. */
    record RescaleCheckpoint(int attempt, @Nullable Throwable failure) implements Command {}

    private record RetryRescale(int attempt) implements Command {}

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
        this.life =
                new JobLife(
                        props.job().name(),
                        props.restart(),
                        props.checkpoints().durable(),
                        props.clock(),
                        props.observer());
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
        if (life.state() != JobState.ENDED) {
            LOG.info("The job is handed over: job={} state={}", jobName(), life.state());
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
            return message.attempt() == life.attempt() ? failAttempt(message.cause()) : this;
        } else if (command instanceof ActorGone message) {
            return onActorGone(message);
        } else if (command instanceof JobEnds message) {
            return onJobEnds(message);
        } else if (command instanceof TakeSavepoint message) {
            return onTakeSavepoint(message);
        } else if (command instanceof Rescale message) {
            rescaling.want(message.job());
            return rescale();
        } else if (command instanceof RescaleCheckpoint message) {
            return onRescaleCheckpoint(message);
        } else if (command instanceof RetryRescale message) {
            return message.attempt() == life.attempt() ? rescale() : this;
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
        life.breaks(bug);
        timers.startTimerWithFixedDelay(StillStopping.INSTANCE, INTERRUPT_INTERVAL);
        boolean gone =
                running == null
                        || running.stop("the job master failed", AttemptWorker.Stop.INSTANCE);
        return gone ? endNow() : this;
    }

    private Behavior<Command> onPrepare() {
        life.prepares();
        if (life.state() == JobState.ENDING) {
            // Cancelled while there was no room.
            return endNow();
        }
        props = rescaling.take().map(props::with).orElse(props);
        if (life.state() == JobState.PREPARING) {
            if (room.isThereFor(props.job(), props.workers(), props.observer())) {
                props.prepare(getContext().getSelf(), life.takeDamage());
            } else {
                timers.startSingleTimer(Prepare.INSTANCE, RETRY_DELAY);
            }
        }
        return this;
    }

    private Behavior<Command> onPrepared(JobCheckpoints.Attempt prepared) {
        if (life.state() != JobState.PREPARING) {
            return endNow();
        }
        int attempt = prepared.content().attempt();
        LOG.info(
                "Attempt begins: job={} attempt={} from={}",
                jobName(),
                attempt,
                prepared.restoredFrom() == null ? "the start" : prepared.restoredFrom());
        life.deploys(attempt);
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

    private Behavior<Command> onFinishedBefore() {
        if (life.state() == JobState.PREPARING) {
            LOG.info("The job has finished before: job={}", jobName());
            life.ending().finishedBefore(jobName());
            life.ends(JobStatus.FINISHED);
        }
        return endNow();
    }

    private Behavior<Command> onRefused(Throwable reason) {
        return life.state() == JobState.PREPARING ? goOn(life.refused(reason)) : endNow();
    }

    private Behavior<Command> onWorker(WorkerEvent event) {
        if (running == null || event.attempt() != life.attempt()) {
            RunningAttempt.stopLate(event);
            return this;
        }
        if (event instanceof WorkerEvent.NodeLeaves leaves) {
            return onNodeLeaves(leaves.host());
        }
        if (event instanceof WorkerEvent.Ended ended) {
            life.ending().leaves(ended);
        }
        return after(running, running.on(event));
    }

    private Behavior<Command> onNodeLeaves(ActorRef<WorkerHost.Command> host) {
        if (host.path().address().hasLocalScope()) {
            Rescaling.handOver(host, props, life.state() == JobState.RUNNING ? running : null);
            return this;
        }
        rescaling.moveFrom(host, props);
        return rescale();
    }

    private Behavior<Command> onEnumerator(EnumeratorActor.Event event) {
        if (running == null || event.attempt() != life.attempt()) {
            return this;
        }
        return after(running, running.on(event));
    }

    /** Comes for each actor of an attempt, behind everything that it told. */
    private Behavior<Command> onActorGone(ActorGone gone) {
        if (running == null || gone.attempt() != life.attempt()) {
            return this;
        }
        if (running.isElsewhere(gone.actor())) {
            life.ending().lost(gone.actor());
        }
        return after(running, running.gone(gone.actor(), gone.what()));
    }

    /** A message to or from another node may be lost, and nobody would hear of it. */
    private Behavior<Command> onNotStarted(NotStarted late) {
        if (running == null || late.attempt() != life.attempt() || life.isRunning(late.attempt())) {
            return this;
        }
        return after(running, running.giveUpMissing());
    }

    /** Something was heard of the attempt, maybe why it cannot go on. */
    private Behavior<Command> after(RunningAttempt heard, Optional<Throwable> failure) {
        if (!life.hasAttempt()) {
            return heard.left().isEmpty() ? onAllGone() : this;
        }
        if (failure.isPresent()) {
            return failAttempt(failure.get());
        }
        if (life.state() == JobState.DEPLOYING && heard.isReady()) {
            life.runs(props.job());
            heard.start();
            return rescale();
        }
        return this;
    }

    private Behavior<Command> failAttempt(Throwable cause) {
        if (!life.hasAttempt()) {
            return this;
        }
        life.fails(cause);
        return stopSubtasks("the attempt failed: " + cause.getMessage());
    }

    private Behavior<Command> stopSubtasks(String reason) {
        if (running == null) {
            return onAllGone();
        }
        timers.startTimerWithFixedDelay(StillStopping.INSTANCE, INTERRUPT_INTERVAL);
        return running.stop(reason, life.howToStop()) ? onAllGone() : this;
    }

    private Behavior<Command> onStillStopping() {
        if (running != null && !life.hasAttempt()) {
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
        return goOn(life.cleared(rescaling.hasStopped()));
    }

    /** Goes on with another attempt after a pause, or not at all. */
    private Behavior<Command> goOn(Optional<Duration> pause) {
        if (pause.isEmpty()) {
            return endNow();
        }
        LOG.info("Restart: job={} in={}", jobName(), pause.get());
        if (pause.get().isZero()) {
            getContext().getSelf().tell(Prepare.INSTANCE);
        } else {
            timers.startSingleTimer(Prepare.INSTANCE, pause.get());
        }
        return this;
    }

    private Behavior<Command> onJobEnds(JobEnds ends) {
        if (!life.isRunning(ends.attempt())) {
            return this;
        }
        life.ends(JobStatus.FINISHED);
        return stopSubtasks("the job ended: " + ends.how());
    }

    private String jobName() {
        return props.job().name();
    }

    private Behavior<Command> onTakeSavepoint(TakeSavepoint command) {
        if (life.state() == JobState.DEPLOYING) {
            // Some subtasks work already, while others still restore their state.
            timers.startSingleTimer(command, RETRY_DELAY);
            return this;
        }
        if (life.state() != JobState.RUNNING || running == null) {
            command.answer()
                    .completeExceptionally(
                            new StreamException(
                                    ErrorCode.CHECKPOINT_FAILED,
                                    "A savepoint needs a running job: job="
                                            + jobName()
                                            + " state="
                                            + life.state()));
            return this;
        }
        running.requestSavepoint(command.kind(), command.answer());
        return this;
    }

    private Behavior<Command> rescale() {
        if (life.state() == JobState.RUNNING && running != null) {
            rescaling.prepare(running, life.attempt(), getContext().getSelf());
        }
        return this;
    }

    private Behavior<Command> onRescaleCheckpoint(RescaleCheckpoint answer) {
        if (!life.isRunning(answer.attempt()) || !rescaling.isWanted()) {
            return this;
        }
        if (answer.failure() != null) {
            LOG.warn(
                    "The job is not placed anew yet: job={} {}",
                    jobName(),
                    answer.failure().getMessage());
            timers.startSingleTimer(new RetryRescale(answer.attempt()), RESCALE_RETRY_DELAY);
            return this;
        }
        LOG.info("The job is placed anew: job={} attempt={}", jobName(), answer.attempt());
        rescaling.stop();
        life.clears();
        return stopSubtasks("the job is placed anew");
    }

    private Behavior<Command> onCancel() {
        JobState before = life.state();
        if (before == JobState.ENDING || before == JobState.ENDED) {
            return this;
        }
        life.ends(JobStatus.CANCELLED);
        return switch (before) {
            case WAITING -> endNow();
            case DEPLOYING, RUNNING -> stopSubtasks("the job was cancelled");
            // The answer to the preparation, or the last subtask, ends the job.
            case PREPARING, CLEARING, ENDING, ENDED -> this;
        };
    }

    /** Nothing of the job runs any more. Its end is known when what it held is free as well. */
    private Behavior<Command> endNow() {
        life.ended();
        life.ending().tell(props);
        return Behaviors.stopped();
    }
}
