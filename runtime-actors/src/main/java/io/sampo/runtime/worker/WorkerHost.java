/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.protocol.WireMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in shares of jobs on one node: gets what they need, starts an {@link AttemptWorker} for
 * each, and frees what they held. One on each node.
 */
public final class WorkerHost extends AbstractBehavior<WorkerHost.Command> {
    /** By which job masters find it. */
    public static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "sampo-worker");

    private static final Logger LOG = LoggerFactory.getLogger(WorkerHost.class);

    /**
     * How long a share may take for what it needs before it begins. Then its job master goes on
     * without it, and it must not begin beside the next attempt.
     */
    public static final Duration START_LIMIT = Duration.ofMinutes(1);

    /** How long a job may be elsewhere, or between two attempts, until it needs none any more. */
    private static final Duration COPIES_KEPT = Duration.ofMinutes(10);

    /** How long a share waits for those of earlier runs: one that hangs must not keep it back. */
    private static final Duration LET_GO_LIMIT = Duration.ofSeconds(2);

    private final WorkerNode node;
    private final TimerScheduler<Command> timers;
    private final Shares shares = new Shares(START_LIMIT);
    private final RunningShares workers = new RunningShares();
    private final Departure departure = new Departure();
    private final RoomReports room;

    /** Whether this node may act. */
    private boolean quorum;

    /** What a host is told. */
    public sealed interface Command extends WireMessage {}

    /**
     * Run a share of a job.
     *
     * @param runId names the job, and who runs it; attempts count up under it
     * @param job the job
     * @param jars the content hashes of its jars
     * @param attempt its number
     * @param placement of all its subtasks
     * @param restored what those of this node go on from
     * @param restoredBase the directory that the files of what is restored are relative to; null at
     *     a new start
     * @param master hears of everything
     */
    public record Deploy(
            String runId,
            JobGraph job,
            List<String> jars,
            int attempt,
            Placement placement,
            Map<SubtaskId, RestoredState> restored,
            @Nullable Path restoredBase,
            ActorRef<WorkerEvent> master)
            implements Command {
        /** Returns whether attempts of all runs of the job go on from each other. */
        boolean keepsCheckpoints() {
            return CheckpointSettings.from(job.settings().atPath("sampo")).dir().isPresent();
        }

        /** Returns whether it goes on for a while when its master is gone. */
        boolean goesOnAlone() {
            return WorkerLife.goesOnAlone(job, keepsCheckpoints());
        }
    }

    /**
     * A run of a job begins with an attempt, of which this node may have nothing: what is here of
     * earlier runs ends.
     */
    public record RunBegins(String job, String runId, int attempt) implements Command {
        /** Nothing more is to run of a job. */
        public static RunBegins never(String job) {
            return new RunBegins(job, "", Integer.MAX_VALUE);
        }
    }

    /** Say what there is room for, now and whenever that changes. */
    public record Subscribe(ActorRef<Description> subscriber) implements Command {}

    private record Unsubscribe(ActorRef<Description> subscriber) implements Command {}

    /**
     * What a node has room for.
     *
     * @param host who says it
     * @param node its address
     * @param slots how many subtasks of one operator it takes
     * @param taken how many of them each job has
     * @param copies by the names of jobs, the indexes of the subtasks whose state it has copies of
     */
    public record Description(
            ActorRef<Command> host,
            NodeAddress node,
            int slots,
            Map<String, Integer> taken,
            Map<String, Set<Integer>> copies)
            implements WireMessage {
        /** Copies the maps. */
        public Description {
            taken = Map.copyOf(taken);
            copies = Map.copyOf(copies);
        }

        /** Returns how many slots a job can have, with those that it has already. */
        public int freeFor(String job) {
            int others = 0;
            for (Map.Entry<String, Integer> each : taken.entrySet()) {
                others += each.getKey().equals(job) ? 0 : each.getValue();
            }
            return Math.max(0, slots - others);
        }
    }

    /**
     * The node is about to leave: take no more shares, tell the masters of those that are here, and
     * answer when all are gone that are moved.
     */
    public record Leave(ActorRef<Left> replyTo) implements Command {}

    /**
     * The masters that are here are handed over: answer when no share waits for the next ones any
     * more.
     */
    public record AwaitNextRuns(ActorRef<Left> replyTo) implements Command {}

    /** Nothing is here any more that is moved, or waits for its next run. */
    public enum Left implements WireMessage {
        /** The one instance. */
        INSTANCE
    }

    /** A job's share stays until the node is gone: the job cannot go on without it any better. */
    public record NotMoved(String job) implements Command {}

    private record QuorumChanged(boolean there) implements Command {}

    /** The copies of a job's state are of no use any more. */
    private record Forget(String job) implements Command {}

    private record Overdue(Deploy order) implements Command {}

    private record Ready(Deploy order, NodeShare share) implements Command {}

    private record NotReady(Deploy order, Throwable cause) implements Command {}

    private record Ended(Deploy order, NodeShare share, ActorRef<AttemptWorker.Command> worker)
            implements Command {}

    private WorkerHost(
            ActorContext<Command> context, TimerScheduler<Command> timers, WorkerNode node) {
        super(context);
        this.timers = timers;
        this.node = node;
        ActorRef<Command> self = context.getSelf();
        room = new RoomReports(self, node, shares, departure);
        node.quorum().listen(there -> self.tell(new QuorumChanged(there)));
    }

    /** Returns the behavior. */
    public static Behavior<Command> create(WorkerNode node) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new WorkerHost(context, timers, node)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Deploy.class, this::onDeploy)
                .onMessage(Subscribe.class, this::onSubscribe)
                .onMessage(Unsubscribe.class, this::onUnsubscribe)
                .onMessage(Leave.class, this::onLeave)
                .onMessage(NotMoved.class, this::onNotMoved)
                .onMessage(AwaitNextRuns.class, this::onAwaitNextRuns)
                .onMessage(RunBegins.class, this::onRunBegins)
                .onMessage(Overdue.class, this::onOverdue)
                .onMessage(QuorumChanged.class, this::onQuorum)
                .onMessage(Ready.class, this::onReady)
                .onMessage(NotReady.class, this::onNotReady)
                .onMessage(Ended.class, this::onEnded)
                .onMessage(Forget.class, this::onForget)
                .build();
    }

    private Behavior<Command> onSubscribe(Subscribe subscribe) {
        getContext().watchWith(subscribe.subscriber(), new Unsubscribe(subscribe.subscriber()));
        room.subscribe(subscribe.subscriber());
        return this;
    }

    private Behavior<Command> onUnsubscribe(Unsubscribe gone) {
        room.unsubscribe(gone.subscriber());
        return this;
    }

    private Behavior<Command> onDeploy(Deploy order) {
        LOG.info(
                "A share of a job begins: job={} attempt={} subtasks={}",
                order.job().name(),
                order.attempt(),
                order.restored().size());
        if (Shares.slots(order) > room.now().freeFor(order.job().name())) {
            return onNotReady(
                    new NotReady(
                            order,
                            new StreamException(
                                    ErrorCode.RESOURCE_EXHAUSTED,
                                    "Another job was faster, or the node leaves: node="
                                            + node.transport().address()
                                            + " slots="
                                            + node.slots()
                                            + " leaves="
                                            + departure.hasBegun())));
        }
        shares.add(order, now());
        timers.cancel(order.job().name());
        room.tell();
        workers.stop(Shares.Run.of(order)::follows);
        if (workers.holdBack(order)) {
            timers.startSingleTimer(Shares.Run.of(order), new Overdue(order), LET_GO_LIMIT);
        } else {
            open(order);
        }
        return this;
    }

    private Behavior<Command> onRunBegins(RunBegins begins) {
        workers.stop(new Shares.Run(begins.job(), begins.runId(), begins.attempt())::follows);
        return this;
    }

    private Behavior<Command> onOverdue(Overdue overdue) {
        if (workers.release(Shares.Run.of(overdue.order()))) {
            open(overdue.order());
        }
        return this;
    }

    private void open(Deploy order) {
        ActorRef<Command> self = getContext().getSelf();
        node.node()
                .io()
                .execute(
                        () -> {
                            try {
                                self.tell(new Ready(order, NodeShare.open(node, order)));
                            } catch (Throwable failure) {
                                self.tell(new NotReady(order, failure));
                            }
                        });
    }

    private Behavior<Command> onLeave(Leave leave) {
        departure.begin(leave.replyTo());
        // First what there is room for: masters look at that when they hear of it.
        room.tell();
        for (Deploy share : shares.all()) {
            share.master()
                    .tell(new WorkerEvent.NodeLeaves(share.attempt(), getContext().getSelf()));
        }
        departure.answerIfDone(shares.all());
        return this;
    }

    private Behavior<Command> onNotMoved(NotMoved stays) {
        departure.stays(stays.job());
        departure.answerIfDone(shares.all());
        return this;
    }

    private Behavior<Command> onAwaitNextRuns(AwaitNextRuns question) {
        departure.handOver(question.replyTo());
        departure.answerIfDone(shares.all());
        return this;
    }

    /** Whoever has the majority starts the job anew, and sinks must not commit beside it. */
    private Behavior<Command> onQuorum(QuorumChanged changed) {
        quorum = changed.there();
        if (!quorum) {
            int stopped = workers.stop(share -> !departure.keeps(share));
            if (stopped > 0) {
                // Why the node does not act any more is told by whoever found it out.
                LOG.info("The shares of jobs are given up: shares={}", stopped);
            }
        }
        return this;
    }

    private Behavior<Command> onReady(Ready ready) {
        Deploy order = ready.order();
        Optional<String> refusal = refusal(order);
        if (refusal.isPresent()) {
            node.node().io().execute(() -> close(ready.share(), order));
            return onNotReady(
                    new NotReady(
                            order,
                            new StreamException(
                                    ErrorCode.RESOURCE_EXHAUSTED,
                                    refusal.get()
                                            + ": node="
                                            + node.transport().address()
                                            + " job="
                                            + order.job().name()
                                            + " attempt="
                                            + order.attempt())));
        }
        ActorRef<AttemptWorker.Command> worker =
                getContext()
                        .spawnAnonymous(
                                AttemptWorker.create(
                                        new AttemptWorker.Props(
                                                order.job(),
                                                order.attempt(),
                                                order.restored(),
                                                ready.share().services(),
                                                ready.share().neighbours(),
                                                node.credits(),
                                                getContext().getSelf(),
                                                order.master())));
        workers.add(worker, order);
        getContext().watchWith(worker, new Ended(order, ready.share(), worker));
        room.addCopies(order);
        room.tell();
        return this;
    }

    private Optional<String> refusal(Deploy order) {
        return quorum
                ? shares.refusal(order, now())
                : Optional.of("The node does not see the majority of the cluster");
    }

    private long now() {
        return node.node().clock().nanoTime();
    }

    private Behavior<Command> onNotReady(NotReady failed) {
        Deploy order = failed.order();
        leave(order);
        order.master()
                .tell(
                        new WorkerEvent.NotDeployed(
                                order.attempt(), getContext().getSelf(), failed.cause()));
        return this;
    }

    private Behavior<Command> onEnded(Ended ended) {
        Deploy order = ended.order();
        LOG.info(
                "A share of a job has ended: job={} attempt={}",
                order.job().name(),
                order.attempt());
        workers.remove(ended.worker());
        leave(order);
        workers.release().forEach(this::open);
        node.node().io().execute(() -> close(ended.share(), order));
        return this;
    }

    private void leave(Deploy order) {
        shares.remove(order);
        String job = order.job().name();
        if (!shares.hasJob(job)) {
            // They lead to the job's classes.
            node.metrics().removeJob(job);
            timers.startSingleTimer(job, new Forget(job), COPIES_KEPT);
        }
        room.tell();
        departure.answerIfDone(shares.all());
    }

    /** Nobody has restored it here for so long: it has ended, or moved away. */
    private Behavior<Command> onForget(Forget forget) {
        String job = forget.job();
        if (!shares.hasJob(job)) {
            room.removeCopies(job);
            room.tell();
            node.node().io().execute(() -> NodeShare.deleteCopies(node, job));
        }
        return this;
    }

    private static void close(NodeShare share, Deploy order) {
        try {
            share.close();
        } catch (Throwable failure) {
            LOG.warn(
                    "Something of a job that has ended is left over: job={}",
                    order.job().name(),
                    failure);
        }
    }
}
