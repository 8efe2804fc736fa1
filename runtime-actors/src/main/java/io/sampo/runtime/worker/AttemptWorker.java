/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.node.SubtaskDispatcher;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.runtime.subtask.Subtask;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskEvent;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.runtime.subtask.SubtaskShell;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
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
 * Runs what one node has of one attempt of a job, and passes on to the job master what its subtasks
 * tell, in order. Ends when it is told to stop and all its subtasks have let go of everything.
 */
public final class AttemptWorker extends AbstractBehavior<AttemptWorker.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptWorker.class);
    private static final Duration REPORT_INTERVAL = Duration.ofMillis(500);

    /** How long user code may take to let go until it is interrupted, and then again. */
    private static final Duration INTERRUPT_INTERVAL = Duration.ofSeconds(10);

    /** How long subtasks go on whose master is gone; far more than the next one needs. */
    private static final Duration WITHOUT_MASTER = Duration.ofSeconds(5);

    private final Props props;
    private final TimerScheduler<Command> timers;
    private final SubtaskGroup subtasks = new SubtaskGroup();
    private final WorkerLife life;
    private final WorkerReports reports;
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
            ActorRef<WorkerEvent> master) {
        /** Returns whether it has what one node of a cluster has of the job; else it has all. */
        boolean isShare() {
            return startedBy != null;
        }
    }

    private AttemptWorker(
            ActorContext<Command> context, TimerScheduler<Command> timers, Props props) {
        super(context);
        this.timers = timers;
        this.props = props;
        this.life =
                new WorkerLife(
                        props.isShare()
                                && WorkerLife.goesOnAlone(
                                        props.job(), props.services().durableCheckpoints()));
        this.reports = new WorkerReports(props, context.getSelf(), context.getSystem());
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
            reports.notDeployed(failure);
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
        reports.deployed(Collections.unmodifiableMap(actors));
        report();
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
                                SubtaskDispatcher.SELECTOR);
        getContext().watchWith(actor, new Gone(id));
        subtasks.add(id, subtask, actor);
        return actor;
    }

    private Behavior<Command> pass(SubtaskEvent event) {
        if (event instanceof SubtaskEvent.Failed || event instanceof SubtaskEvent.Stopped) {
            subtasks.ended(event.subtask());
        }
        reports.pass(event);
        if (event instanceof SubtaskEvent.Failed failed && life.stopsAfterFailure()) {
            LOG.warn("A subtask without a master failed: {}", failed.subtask(), failed.cause());
            return onStop(Stop.INSTANCE);
        }
        return this;
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
        reports.noteBroken(broken.cause());
        tellBroken();
        return life.stopsAfterBrokenChannel() ? onStop(Stop.INSTANCE) : this;
    }

    private void tellBroken() {
        if (!life.isStopping()) {
            reports.tellBroken();
        }
    }

    /** Its subtasks have ended before it, as children do. */
    private Behavior<Command> onPostStop() {
        props.neighbours().close();
        reports.ended(results);
        return this;
    }

    private Behavior<Command> onMasterGone() {
        if (!life.goesOnWithoutMaster()) {
            return onStop(Stop.INSTANCE);
        }
        LOG.info(
                "The job's master is gone, its subtasks go on until there is another: job={}"
                        + " attempt={}",
                props.job().name(),
                props.attempt());
        timers.startSingleTimer(Stop.INSTANCE, WITHOUT_MASTER);
        return this;
    }

    private Behavior<Command> onStop(Stop stop) {
        if (life.stop(stop)) {
            subtasks.stopAll();
            interruptLater();
        }
        return endIfDone();
    }

    private void interruptLater() {
        timers.startSingleTimer(Interrupt.INSTANCE, INTERRUPT_INTERVAL);
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
        if (!life.isStopping() || !subtasks.left().isEmpty()) {
            return this;
        }
        report();
        if (life.hasFinished() && props.isShare()) {
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
        if (props.isShare()) {
            reports.progress();
            timers.startSingleTimer(Report.INSTANCE, REPORT_INTERVAL);
        }
    }
}
