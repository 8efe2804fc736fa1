/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskEvent;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a worker tells its job master. Every event names its attempt: stale ones are dropped. */
public sealed interface WorkerEvent extends WireMessage {
    /** Returns of which attempt. */
    int attempt();

    /**
     * The subtasks are there; each tells by itself when it is open.
     *
     * @param startedBy who was asked for the worker; the worker itself if nobody was
     */
    record Deployed(
            int attempt,
            ActorRef<?> startedBy,
            ActorRef<AttemptWorker.Command> worker,
            Map<SubtaskId, ActorRef<SubtaskActor.Command>> subtasks)
            implements WorkerEvent {}

    /**
     * There is no worker: the subtasks could not be made.
     *
     * @param startedBy as {@link Deployed#startedBy}
     */
    record NotDeployed(int attempt, ActorRef<?> startedBy, Throwable cause)
            implements WorkerEvent {}

    /**
     * How far the subtasks of a worker are; comes now and then, and once more at the end.
     *
     * @param startedBy as {@link Deployed#startedBy}: that may have been lost
     * @param told how many {@link FromSubtask} went before it: between nodes a message may be lost
     *     without a word, and who waits for what was told would wait for ever
     * @param subtasks all that are here
     */
    record Progress(
            int attempt,
            ActorRef<?> startedBy,
            ActorRef<AttemptWorker.Command> worker,
            long told,
            List<SubtaskReport> subtasks)
            implements WorkerEvent {}

    /**
     * A worker has let go of everything; the last that it tells, however it ends. The news of an
     * actor's end would come later, and not before its node is removed if that is leaving: Pekko
     * sends none from a process that shuts down.
     *
     * @param results of a worker on another node if the job has finished; null otherwise
     */
    record Ended(
            int attempt, ActorRef<AttemptWorker.Command> worker, @Nullable WorkerResults results)
            implements WorkerEvent {}

    /**
     * The worker's node is about to leave. Answered with {@link WorkerHost.NotMoved}, or by ending
     * the attempt to go on elsewhere.
     *
     * @param host who says it, and takes no more shares
     */
    record NodeLeaves(int attempt, ActorRef<WorkerHost.Command> host) implements WorkerEvent {}

    /** A channel to another node is of no use any more. */
    record ChannelBroken(int attempt, StreamException cause) implements WorkerEvent {}

    /** A subtask tells something. */
    record FromSubtask(SubtaskEvent event) implements WorkerEvent {
        @Override
        public int attempt() {
            return event.attempt();
        }
    }
}
