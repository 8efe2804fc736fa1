/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobVertex;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.node.JobCode;
import io.sampo.runtime.node.SubtaskDispatcher;
import io.sampo.runtime.source.EnumeratorActor;
import io.sampo.runtime.subtask.SubtaskActor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The enumerators of one attempt. Confined to the job master, but for {@link #trigger}, which comes
 * when they have begun.
 */
final class Enumerators {
    private final ActorContext<JobMaster.Command> context;
    private final JobMasterProps props;
    private final JobCheckpoints.Attempt attempt;
    private final Map<OperatorId, ActorRef<EnumeratorActor.Command>> actors = new LinkedHashMap<>();

    /** Where their threads enter the job's code. */
    private final List<JobCode> codes = new ArrayList<>();

    /** Requests for splits that came before they were there. */
    private final List<SubtaskId> earlyRequests = new ArrayList<>();

    Enumerators(
            ActorContext<JobMaster.Command> context,
            JobMasterProps props,
            JobCheckpoints.Attempt attempt) {
        this.context = context;
        this.props = props;
        this.attempt = attempt;
    }

    /**
     * Begins with one for each source, and returns them.
     *
     * @param readers returns the subtasks of a source, by index
     */
    Map<OperatorId, ActorRef<EnumeratorActor.Command>> begin(
            Function<OperatorId, List<ActorRef<SubtaskActor.Command>>> readers) {
        for (JobVertex vertex : props.job().vertices()) {
            byte[] source = vertex.source();
            if (source != null) {
                actors.put(vertex.id(), spawn(vertex.id(), source, readers.apply(vertex.id())));
            }
        }
        earlyRequests.forEach(this::requestSplit);
        earlyRequests.clear();
        return actors;
    }

    private ActorRef<EnumeratorActor.Command> spawn(
            OperatorId id, byte[] source, List<ActorRef<SubtaskActor.Command>> readers) {
        ActorRef<JobMaster.Command> master = context.getSelf();
        JobCode code = new JobCode(props.services().serialization().classLoader());
        codes.add(code);
        return context.spawnAnonymous(
                EnumeratorActor.create(
                        new EnumeratorActor.Props(
                                id,
                                source,
                                attempt.content().attempt(),
                                attempt.enumerators().get(id),
                                readers,
                                event -> master.tell(new JobMaster.FromEnumerator(event)),
                                props.services(),
                                code)),
                SubtaskDispatcher.SELECTOR);
    }

    /** Returns whether that is a source that has begun. */
    boolean has(OperatorId source) {
        return actors.containsKey(source);
    }

    /** A reader wants a split. */
    void requestSplit(SubtaskId reader) {
        ActorRef<EnumeratorActor.Command> enumerator = actors.get(reader.chain());
        if (enumerator == null) {
            earlyRequests.add(reader);
        } else {
            enumerator.tell(new EnumeratorActor.SplitRequested(reader.index()));
        }
    }

    /** Begins a checkpoint of some of them. From any thread. */
    @SuppressWarnings("NullAway") // every source has its enumerator before checkpoints begin
    void trigger(CheckpointBarrier barrier, List<OperatorId> wanted) {
        for (OperatorId source : wanted) {
            actors.get(source).tell(new EnumeratorActor.TriggerCheckpoint(barrier));
        }
    }

    void stop() {
        codes.forEach(JobCode::cancel);
        actors.values().forEach(context::stop);
    }

    /** Interrupts those that have not let go. */
    void interrupt() {
        codes.forEach(JobCode::interrupt);
    }
}
