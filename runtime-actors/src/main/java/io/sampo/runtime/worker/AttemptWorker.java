/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.protocol.MessageSize;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.runtime.subtask.Subtask;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskEvent;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.runtime.subtask.SubtaskShell;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
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
 * Runs what one node has of one attempt of a job, and passes on to the job master what its subtasks
 * tell, in order. Ends when it is told to stop and all its subtasks have let go of everything.
 */
public final class AttemptWorker extends AbstractBehavior<AttemptWorker.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptWorker.class);
    private static final String DISPATCHER = "sampo-subtask-dispatcher";
    private static final Duration REPORT_INTERVAL = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long subtasks go on whose master is gone; far more than the next one needs. */
    private static final Duration WITHOUT_MASTER = Duration.ofSeconds(5);

    private final Props props;
    private final TimerScheduler<Command> timers;
    private final SubtaskGroup subtasks = new SubtaskGroup();
    private boolean stopping;

    /** Whether the master is gone, and the subtasks go on until the next one has the job. */
    private boolean alone;

    /** How much the subtasks have told, and was passed on. */
    private long told;

    private @Nullable Broken firstBroken;

    /** Whether the job has finished. */
    private boolean finished;

    private @Nullable WorkerResults results;

    /** What a worker is told. */
    public sealed interface Command extends WireMessage {}

    /** Let go of everything and end. */
    public enum Stop implements Command {
        /** The attempt is over. */
        INSTANCE,
        /** The job has finished: leave {@link WorkerResults}. */
        FINISHED
    }

    /** Interrupt whatever of the job's code has not let go. */
    private enum Interrupt implements Command {
        INSTANCE
    }

    private enum Report implements Command {
        INSTANCE
    }

    private enum MasterGone implements Command {
        INSTANCE
    }

    private record Told(SubtaskEvent event) implements Command {}

    private record Gone(SubtaskId subtask) implements Command {}

    private record Broken(StreamException cause) implements Command {}

    /** What a worker tells its job master; names its attempt. */
    public sealed interface Event extends WireMessage {
        /** Returns of which attempt. */
        int attempt();
    }

    /**
     * The subtasks are there; each tells by itself when it is open.
     *
     * @param startedBy who was asked for the worker; the worker itself if nobody was
     */
    public record Deployed(
            int attempt,
            ActorRef<?> startedBy,
            ActorRef<Command> worker,
            Map<SubtaskId, ActorRef<SubtaskActor.Command>> subtasks)
            implements Event {}

    /**
     * There is no worker: the subtasks could not be made.
     *
     * @param startedBy as {@link Deployed#startedBy}
     */
    public record NotDeployed(int attempt, ActorRef<?> startedBy, Throwable cause)
            implements Event {}

    /**
     * How far the subtasks of a worker are; comes now and then, and once more at the end.
     *
     * @param startedBy as {@link Deployed#startedBy}: that may have been lost
     * @param told how many {@link FromSubtask} went before it: between nodes a message may be lost
     *     without a word, and who waits for what was told would wait for ever
     * @param subtasks all that are here
     */
    public record Progress(
            int attempt,
            ActorRef<?> startedBy,
            ActorRef<Command> worker,
            long told,
            List<SubtaskReport> subtasks)
            implements Event {}

    /**
     * A worker has let go of everything; the last that it tells, however it ends. The news of an
     * actor's end would come later, and not before its node is removed if that is leaving: Pekko
     * sends none from a process that shuts down.
     *
     * @param results of a worker on another node if the job has finished; null otherwise
     */
    public record Ended(int attempt, ActorRef<Command> worker, @Nullable WorkerResults results)
            implements Event {}

    /**
     * The worker's node is about to leave. Answered with {@link WorkerHost.NotMoved}, or by ending
     * the attempt to go on elsewhere.
     *
     * @param host who says it, and takes no more shares
     */
    public record NodeLeaves(int attempt, ActorRef<WorkerHost.Command> host) implements Event {}

    /** A channel to another node is of no use any more. */
    public record ChannelBroken(int attempt, StreamException cause) implements Event {}

    /** A subtask tells something. */
    public record FromSubtask(SubtaskEvent event) implements Event {
        @Override
        public int attempt() {
            return event.attempt();
        }
    }

    /**
     * What a worker is made from.
     *
     * @param job the job
     * @param attempt its number
     * @param restored what its subtasks go on from
     * @param services what the subtasks share
     * @param neighbours what runs on other nodes; closed by the worker
     * @param localCredits frames on a channel within this process
     * @param startedBy who was asked for the worker; null if nobody was
     * @param master hears of everything
     */
    public record Props(
            JobGraph job,
            int attempt,
            Map<SubtaskId, RestoredState> restored,
            SubtaskServices services,
            Neighbours neighbours,
            int localCredits,
            @Nullable ActorRef<?> startedBy,
            ActorRef<Event> master) {}

    private AttemptWorker(
            ActorContext<Command> context, TimerScheduler<Command> timers, Props props) {
        super(context);
        this.timers = timers;
        this.props = props;
    }

    /**
     * Returns the behavior. The subtasks are made at once; they restore their state and then report
     * that they are open.
     */
    public static Behavior<Command> create(Props props) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers -> new AttemptWorker(context, timers, props).begin()));
    }

    private Behavior<Command> begin() {
        getContext().watchWith(props.master(), MasterGone.INSTANCE);
        try {
            deploy();
            return this;
        } catch (Throwable failure) {
            // A behavior that never was there is not told that it ends.
            props.neighbours().close();
            props.master().tell(new NotDeployed(props.attempt(), startedBy(), failure));
            return Behaviors.stopped();
        }
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Told.class, told -> pass(told.event()))
                .onMessage(Gone.class, this::onGone)
                .onMessage(Broken.class, this::onBroken)
                .onMessage(Stop.class, this::onStop)
                .onMessageEquals(MasterGone.INSTANCE, this::onMasterGone)
                .onMessageEquals(Interrupt.INSTANCE, this::onInterrupt)
                .onMessageEquals(Report.INSTANCE, this::onReport)
                .onSignal(PostStop.class, stop -> onPostStop())
                .build();
    }

    private void deploy() {
        // What the attempt before counted and showed is over, and must not be kept from being
        // collected.
        props.services().metrics().removeJob(props.job().name());
        props.services().accumulators().clear();
        ActorRef<Command> self = getContext().getSelf();
        ExecutionGraph graph =
                new ExecutionGraph(
                        props.job(),
                        props.attempt(),
                        props.services(),
                        props.neighbours(),
                        props.localCredits(),
                        broken -> self.tell(new Broken(broken)));
        Map<SubtaskId, ActorRef<SubtaskActor.Command>> actors = new LinkedHashMap<>();
        for (SubtaskShell shell : graph.subtasks()) {
            actors.put(shell.id(), spawn(shell, graph));
        }
        props.master()
                .tell(
                        new Deployed(
                                props.attempt(),
                                startedBy(),
                                getContext().getSelf(),
                                Collections.unmodifiableMap(actors)));
        report();
    }

    private ActorRef<?> startedBy() {
        ActorRef<?> asked = props.startedBy();
        return asked == null ? getContext().getSelf() : asked;
    }

    private ActorRef<SubtaskActor.Command> spawn(SubtaskShell shell, ExecutionGraph graph) {
        SubtaskId id = shell.id();
        ActorRef<Command> self = getContext().getSelf();
        Consumer<SubtaskEvent> events = event -> self.tell(new Told(event));
        RestoredState restored = props.restored().getOrDefault(id, RestoredState.NONE);
        Subtask subtask = new Subtask(shell, graph.deploymentOf(id, restored), events);
        ActorRef<SubtaskActor.Command> actor =
                getContext()
                        .spawnAnonymous(
                                SubtaskActor.create(shell, subtask, events),
                                DispatcherSelector.fromConfig(DISPATCHER));
        getContext().watchWith(actor, new Gone(id));
        subtasks.add(id, subtask, actor);
        return actor;
    }

    private Behavior<Command> pass(SubtaskEvent event) {
        if (event instanceof SubtaskEvent.Failed || event instanceof SubtaskEvent.Stopped) {
            subtasks.ended(event.subtask());
        }
        told++;
        props.master().tell(new FromSubtask(fitting(event)));
        if (alone && event instanceof SubtaskEvent.Failed failed) {
            LOG.warn("A subtask without a master failed: {}", failed.subtask(), failed.cause());
            return onStop(Stop.INSTANCE);
        }
        return this;
    }

    /** Of what subtasks tell, only a snapshot has no bound: operators keep lists in it. */
    private SubtaskEvent fitting(SubtaskEvent event) {
        if (props.startedBy() == null || !(event instanceof SubtaskEvent.SnapshotStored stored)) {
            return event;
        }
        try {
            MessageSize.check(
                    getContext().getSystem(),
                    stored,
                    "operator lists of a subtask; a higher parallelism divides them");
            return stored;
        } catch (StreamException tooLarge) {
            return new SubtaskEvent.SnapshotDeclined(
                    stored.subtask(), stored.attempt(), stored.checkpointId(), tooLarge);
        }
    }

    /** Comes behind everything that the subtask told. */
    private Behavior<Command> onGone(Gone gone) {
        if (!subtasks.hasEnded(gone.subtask())) {
            pass(
                    new SubtaskEvent.Failed(
                            gone.subtask(),
                            props.attempt(),
                            new StreamException(
                                    ErrorCode.INTERNAL,
                                    "A part of the job ended that should not have: job="
                                            + props.job().name()
                                            + " part="
                                            + gone.subtask())));
        }
        subtasks.remove(gone.subtask());
        return endIfDone();
    }

    private Behavior<Command> onBroken(Broken broken) {
        if (firstBroken == null) {
            firstBroken = broken;
        }
        tellBroken();
        return alone ? onStop(Stop.INSTANCE) : this;
    }

    /** Told with each report, too: nothing else would show that it was lost on its way. */
    private void tellBroken() {
        if (firstBroken != null && !stopping) {
            props.master().tell(new ChannelBroken(props.attempt(), firstBroken.cause()));
        }
    }

    /** Its subtasks have ended before it, as children do. */
    private Behavior<Command> onPostStop() {
        props.neighbours().close();
        props.master().tell(new Ended(props.attempt(), getContext().getSelf(), results));
        return this;
    }

    /**
     * A master that is gone, maybe with its node, has no use for its subtasks. But the next one
     * takes a while, in which somebody may look at what they write; what is processed until then is
     * processed again, as all that came behind the last checkpoint.
     */
    private Behavior<Command> onMasterGone() {
        if (props.startedBy() == null
                || firstBroken != null
                || stopping
                || !goesOnAlone(props.job(), props.services().durableCheckpoints())) {
            return onStop(Stop.INSTANCE);
        }
        LOG.info(
                "The job's master is gone, its subtasks go on until there is another: job={}"
                        + " attempt={}",
                props.job().name(),
                props.attempt());
        alone = true;
        timers.startSingleTimer(Stop.INSTANCE, WITHOUT_MASTER);
        return this;
    }

    /**
     * Returns whether subtasks of a job are of use without its master: not where sinks write what
     * nobody sees without a checkpoint, nor where the next attempt begins anew.
     */
    static boolean goesOnAlone(JobGraph job, boolean durable) {
        return durable && !job.commits();
    }

    private Behavior<Command> onStop(Stop stop) {
        // What comes after it, because the majority is lost, does not take it back.
        finished |= stop == Stop.FINISHED;
        if (!stopping) {
            stopping = true;
            subtasks.stopAll();
            interruptLater();
        }
        return endIfDone();
    }

    private void interruptLater() {
        timers.startSingleTimer(Interrupt.INSTANCE, PATIENCE);
    }

    private Behavior<Command> onInterrupt() {
        LOG.warn(
                "Waiting for what is in user code, and interrupting it again: job={} left={}",
                props.job().name(),
                subtasks.left());
        subtasks.interruptAll();
        interruptLater();
        return this;
    }

    private Behavior<Command> endIfDone() {
        if (!stopping || !subtasks.left().isEmpty()) {
            return this;
        }
        report();
        if (finished && props.startedBy() != null) {
            results = WorkerResults.take(props.services());
        }
        return Behaviors.stopped();
    }

    private Behavior<Command> onReport() {
        tellBroken();
        report();
        return this;
    }

    /** Whoever is in the same process looks at the figures themselves. */
    private void report() {
        if (props.startedBy() == null) {
            return;
        }
        props.master()
                .tell(
                        new Progress(
                                props.attempt(),
                                startedBy(),
                                getContext().getSelf(),
                                told,
                                SubtaskReport.of(
                                        props.job(), props.services().metrics().snapshot())));
        timers.startSingleTimer(Report.INSTANCE, REPORT_INTERVAL);
    }
}
