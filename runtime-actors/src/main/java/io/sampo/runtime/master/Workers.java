/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.runtime.worker.AttemptWorker;
import io.sampo.runtime.worker.Neighbours;
import io.sampo.runtime.worker.RestoredState;
import io.sampo.runtime.worker.WorkerEvent;
import io.sampo.runtime.worker.WorkerHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** Where the subtasks of a job run. Called on the job master's thread; must not block. */
public interface Workers {
    /** Returns what is missing to run a job now, for people; nothing if there is room for it. */
    default Optional<String> missingFor(JobGraph job) {
        return Optional.empty();
    }

    /**
     * Returns what is missing to run a job without a host that leaves; as {@link #missingFor}. What
     * the host itself says of its room may come later than that it leaves.
     */
    default Optional<String> missingWithout(ActorRef<WorkerHost.Command> leaving, JobGraph job) {
        return missingFor(job);
    }

    /**
     * Begins to start the subtasks of an attempt. Whoever is returned answers with {@link
     * WorkerEvent.Deployed} or {@link WorkerEvent.NotDeployed}, unless it ends before, which the
     * caller watches for.
     *
     * @param context of the job master
     * @throws io.sampo.core.error.StreamException if there is not room for all of them
     */
    List<ActorRef<?>> deploy(ActorContext<?> context, Order order);

    /**
     * What is to run.
     *
     * @param job the job
     * @param attempt its number
     * @param restored what each subtask goes on from; names all of them
     * @param restoredBase the directory that the files of what is restored are relative to; null at
     *     a new start
     * @param master hears of everything
     */
    record Order(
            JobGraph job,
            int attempt,
            Map<SubtaskId, RestoredState> restored,
            @Nullable Path restoredBase,
            ActorRef<WorkerEvent> master) {}

    /**
     * Returns the workers of a job that has this process for itself.
     *
     * @param services what its subtasks share
     * @param localCredits frames on a channel
     */
    static Workers inThisProcess(SubtaskServices services, int localCredits) {
        return (context, order) ->
                List.of(
                        context.spawnAnonymous(
                                AttemptWorker.create(
                                        new AttemptWorker.Props(
                                                order.job(),
                                                order.attempt(),
                                                order.restored(),
                                                services,
                                                Neighbours.NONE,
                                                localCredits,
                                                null,
                                                order.master()))));
    }
}
