/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.checkpointing.coordinator.Bytes;
import io.sampo.checkpointing.coordinator.CheckpointEvent;
import io.sampo.checkpointing.restore.RestorePlan;
import io.sampo.checkpointing.restore.RestoredSubtask;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.runtime.checkpoint.CheckpointActor;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.source.AlignmentGroups;
import io.sampo.runtime.source.EnumeratorActor;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskEvent;
import io.sampo.runtime.worker.AttemptWorker;
import io.sampo.runtime.worker.RestoredState;
import io.sampo.runtime.worker.SubtaskReport;
import io.sampo.runtime.worker.WorkerEvent;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.state.snapshot.OperatorSnapshot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The actors of one attempt, and what they tell each other. Confined to the job master. */
final class RunningAttempt {
    private final ActorContext<JobMaster.Command> context;
    private final JobMasterProps props;
    private final JobCheckpoints.Attempt attempt;
    private final Set<SubtaskId> all = new LinkedHashSet<>();
    private final Set<SubtaskId> opened = new HashSet<>();
    private final Map<SubtaskId, ActorRef<SubtaskActor.Command>> subtasks = new LinkedHashMap<>();
    private final Map<ActorRef<?>, List<SubtaskReport>> reports = new HashMap<>();
    private final Map<SubtaskId, ActorRef<?>> workerOf = new HashMap<>();

    /** How much the subtasks of each worker have told. */
    private final Map<ActorRef<?>, Long> heard = new HashMap<>();

    private final AttemptParts parts;
    private final Enumerators enumerators;
    private final CheckpointOutside outside;
    private final ActorRef<CheckpointActor.Command> checkpoints;
    private final AlignmentGroups alignment;

    private boolean stopping;
    private AttemptWorker.Stop how = AttemptWorker.Stop.INSTANCE;

    /** Creates an attempt of which nothing runs yet but the coordination of its checkpoints. */
    RunningAttempt(
            ActorContext<JobMaster.Command> context,
            JobMasterProps props,
            JobCheckpoints.Attempt attempt) {
        this.context = context;
        this.props = props;
        this.attempt = attempt;
        int number = attempt.content().attempt();
        parts = new AttemptParts(context, number);
        enumerators = new Enumerators(context, props, attempt);
        outside = new CheckpointOutside(context.getSelf(), props, number, enumerators);
        alignment = new AlignmentGroups(props.job().vertices());
        checkpoints =
                context.spawnAnonymous(
                        CheckpointActor.create(
                                new CheckpointActor.Props(
                                        props.checkpoints(),
                                        attempt,
                                        outside,
                                        props.clock(),
                                        props.services().wakeTimer(),
                                        props.storageExecutor())));
        parts.add(checkpoints, "checkpoints");
    }

    /**
     * Begins to start the subtasks, which restore their state and then report that they are open.
     */
    void deploy(ActorRef<WorkerEvent> events) {
        Map<SubtaskId, RestoredState> restored = new LinkedHashMap<>();
        for (JobVertex vertex : props.job().vertices()) {
            for (int index = 0; index < vertex.parallelism(); index++) {
                SubtaskId id = new SubtaskId(vertex.id(), index);
                all.add(id);
                restored.put(id, restoredOf(vertex, index));
            }
        }
        Workers.Order order =
                new Workers.Order(props.job(), number(), restored, attempt.restoredBase(), events);
        props.workers().deploy(context, order).forEach(parts::addAsked);
    }

    private RestoredState restoredOf(JobVertex vertex, int index) {
        RestorePlan plan = attempt.restored();
        if (plan == null) {
            return RestoredState.NONE;
        }
        Map<OperatorId, OperatorSnapshot> state = new LinkedHashMap<>();
        boolean finished = false;
        for (ChainedOperator operator : vertex.operators()) {
            RestoredSubtask past = plan.of(operator.id(), index);
            state.put(operator.id(), past.snapshot());
            finished |= past.finished();
        }
        return new RestoredState(state, finished);
    }

    private int number() {
        return attempt.content().attempt();
    }

    /** Takes what a worker tells, and returns why the attempt cannot go on, if it cannot. */
    Optional<Throwable> on(WorkerEvent event) {
        if (event instanceof WorkerEvent.FromSubtask told) {
            return on(told.event());
        } else if (event instanceof WorkerEvent.Deployed deployed) {
            onDeployed(deployed);
        } else if (event instanceof WorkerEvent.NotDeployed failed) {
            parts.removeAsked(failed.startedBy());
            return Optional.of(failed.cause());
        } else if (event instanceof WorkerEvent.Progress progress) {
            return onProgress(progress);
        } else if (event instanceof WorkerEvent.Ended ended) {
            parts.remove(ended.worker());
            return missing(ended.worker().path().name());
        } else if (event instanceof WorkerEvent.ChannelBroken broken) {
            return Optional.of(broken.cause());
        }
        return Optional.empty();
    }

    /**
     * A worker's subtasks are there. With the last worker the sources begin, but for sinks that
     * commit with a checkpoint: nobody sees what comes early, and what they have open outside would
     * be so for as long as the slowest restores, which their time limits do not know of.
     */
    private void onDeployed(WorkerEvent.Deployed deployed) {
        join(deployed.startedBy(), deployed.worker());
        subtasks.putAll(deployed.subtasks());
        deployed.subtasks().keySet().forEach(id -> workerOf.put(id, deployed.worker()));
        if (!stopping && subtasks.size() == all.size() && !props.job().commits()) {
            begin();
        }
    }

    private void join(ActorRef<?> startedBy, ActorRef<AttemptWorker.Command> worker) {
        parts.addWorker(startedBy, worker);
        if (stopping) {
            worker.tell(how);
        }
    }

    /** What is told of an attempt that is over is told by a worker that has not heard of that. */
    static void stopLate(WorkerEvent event) {
        if (event instanceof WorkerEvent.Deployed late) {
            late.worker().tell(AttemptWorker.Stop.INSTANCE);
        } else if (event instanceof WorkerEvent.Progress late) {
            late.worker().tell(AttemptWorker.Stop.INSTANCE);
        }
    }

    private Optional<Throwable> onProgress(WorkerEvent.Progress progress) {
        boolean known = parts.hasWorker(progress.worker());
        if (!known) {
            join(progress.startedBy(), progress.worker());
        }
        reports.put(progress.worker(), progress.subtasks());
        props.observer().progressed(reports.values().stream().flatMap(List::stream).toList());
        long got = heard.getOrDefault(progress.worker(), 0L);
        if (known && got == progress.told()) {
            return Optional.empty();
        }
        return Optional.of(
                new StreamException(
                        ErrorCode.CHANNEL_BROKEN,
                        "Something that a node told was lost on its way: worker="
                                + progress.worker().path()
                                + " told="
                                + progress.told()
                                + " heard="
                                + got));
    }

    /**
     * Waits no longer for those who were asked for a worker and have not answered, and returns what
     * that means if subtasks are not there.
     */
    Optional<Throwable> giveUpMissing() {
        parts.removeAsked();
        List<SubtaskId> missing = all.stream().filter(id -> !subtasks.containsKey(id)).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new StreamException(
                                ErrorCode.EXTERNAL_IO,
                                "Nodes did not begin with their shares: job="
                                        + props.job().name()
                                        + " after="
                                        + WorkerHost.START_LIMIT
                                        + " subtasks="
                                        + missing));
    }

    /** Returns whether all subtasks are there and open. */
    boolean isReady() {
        return subtasks.size() == all.size() && opened.size() == all.size();
    }

    /** An actor has ended; returns why the attempt cannot go on, if that was not to be. */
    Optional<Throwable> gone(ActorRef<?> actor, String what) {
        parts.remove(actor);
        return missing(what);
    }

    private Optional<Throwable> missing(String what) {
        return stopping
                ? Optional.empty()
                : Optional.of(
                        new StreamException(
                                ErrorCode.INTERNAL,
                                "A part of the job ended that should not have, or its node was"
                                        + " lost: job="
                                        + props.job().name()
                                        + " part="
                                        + what));
    }

    /** Returns whether that is a worker whose results come with its last word. */
    boolean isElsewhere(ActorRef<?> actor) {
        return parts.isElsewhere(actor);
    }

    /** Returns who has not ended. */
    List<String> left() {
        return parts.left();
    }

    /**
     * All subtasks are there: enumerators begin, and each source once it is open. Who is still
     * restoring its state is sent what its channels hold, so that one with much to fetch does not
     * keep the others from working.
     */
    private void begin() {
        enumerators
                .begin(this::ofChain)
                .forEach((source, actor) -> parts.add(actor, "enumerator of " + source));
        outside.reaches(subtasks.values());
        subtasks.values().forEach(subtask -> subtask.tell(SubtaskActor.Start.INSTANCE));
    }

    /** All subtasks are open: checkpoints begin. */
    void start() {
        if (props.job().commits()) {
            begin();
        }
        tell(new CheckpointEvent.Running());
    }

    /** Returns the actors of one chain, by index. */
    private List<ActorRef<SubtaskActor.Command>> ofChain(OperatorId chain) {
        return all.stream().filter(id -> id.chain().equals(chain)).map(subtasks::get).toList();
    }

    private void align(SubtaskEvent.WatermarkReported reported) {
        for (AlignmentGroups.Limit limit :
                alignment.report(reported.subtask(), reported.timestamp())) {
            SubtaskActor.Command command = new SubtaskActor.LimitWatermark(limit.timestamp());
            ofChain(limit.source()).forEach(reader -> reader.tell(command));
        }
    }

    private Optional<Throwable> on(SubtaskEvent event) {
        ActorRef<?> worker = workerOf.get(event.subtask());
        if (worker != null) {
            heard.merge(worker, 1L, Long::sum);
        }
        if (event instanceof SubtaskEvent.Failed failed) {
            return Optional.of(failed.cause());
        }
        if (event instanceof SubtaskEvent.Opened) {
            opened.add(event.subtask());
        } else {
            pass(event);
        }
        return Optional.empty();
    }

    /** Passes on what concerns splits, alignment and checkpoints. */
    private void pass(SubtaskEvent event) {
        if (event instanceof SubtaskEvent.SplitRequested requested) {
            enumerators.requestSplit(requested.subtask());
        } else if (event instanceof SubtaskEvent.WatermarkReported reported) {
            align(reported);
        } else if (event instanceof SubtaskEvent.SnapshotStored stored) {
            tell(
                    new CheckpointEvent.Acked(
                            stored.subtask(),
                            stored.attempt(),
                            stored.checkpointId(),
                            stored.snapshots(),
                            stored.finished(),
                            stored.alignmentNanos()));
        } else if (event instanceof SubtaskEvent.SnapshotDeclined declined) {
            tell(
                    new CheckpointEvent.Declined(
                            declined.subtask().toString(),
                            declined.attempt(),
                            declined.checkpointId(),
                            false,
                            String.valueOf(declined.reason())));
        } else if (event instanceof SubtaskEvent.Committed committed) {
            tell(
                    new CheckpointEvent.CommitAcked(
                            committed.subtask(), committed.attempt(), committed.checkpointId()));
        } else if (event instanceof SubtaskEvent.DataEnded ended
                && enumerators.has(ended.subtask().chain())) {
            tell(new CheckpointEvent.SourceEnded(ended.subtask(), ended.attempt()));
        }
    }

    /** Takes what an enumerator tells, and returns why the attempt cannot go on, if it cannot. */
    Optional<Throwable> on(EnumeratorActor.Event event) {
        if (event instanceof EnumeratorActor.Failed failed) {
            return Optional.of(failed.cause());
        }
        if (event instanceof EnumeratorActor.Snapshotted snapshotted) {
            tell(
                    new CheckpointEvent.EnumeratorStored(
                            snapshotted.source(),
                            snapshotted.attempt(),
                            snapshotted.checkpointId(),
                            Bytes.of(snapshotted.state())));
        }
        return Optional.empty();
    }

    void requestSavepoint(CheckpointBarrier.Kind kind, CompletableFuture<Path> answer) {
        checkpoints.tell(new CheckpointActor.Request(kind, answer));
    }

    private void tell(CheckpointEvent event) {
        checkpoints.tell(new CheckpointActor.Happened(event));
    }

    /**
     * Stops everything and returns whether nothing is left already.
     *
     * @param end whether the job has finished
     */
    boolean stop(String reason, AttemptWorker.Stop end) {
        if (!stopping) {
            stopping = true;
            how = end;
            checkpoints.tell(new CheckpointActor.Stop(reason));
            parts.tellWorkers(how);
            enumerators.stop();
        }
        return parts.left().isEmpty();
    }

    /**
     * Interrupts enumerators that have not let go; workers see to their subtasks themselves, if
     * they have been told to stop: that may have been lost.
     */
    void interrupt() {
        parts.tellWorkers(how);
        enumerators.interrupt();
    }
}
