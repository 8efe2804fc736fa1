/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** Asks all nodes what they have logged. */
final class ClusterLogs {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ActorSystem<?> system;

    ClusterLogs(ActorSystem<?> system) {
        this.system = system;
    }

    /**
     * Returns what all nodes that are there have logged of a job, by time. Blocks; a node that does
     * not answer is left out.
     */
    List<JobLogLine> lines(String job, long sinceMillis) {
        Receptionist.Listing listing =
                AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
                                system.receptionist(),
                                replyTo -> Receptionist.find(JobLogActor.KEY, replyTo),
                                LIMIT,
                                system.scheduler())
                        .toCompletableFuture()
                        .join();
        List<CompletableFuture<JobLogActor.Lines>> answers = new ArrayList<>();
        for (ActorRef<JobLogActor.FindLines> node : listing.getServiceInstances(JobLogActor.KEY)) {
            CompletionStage<JobLogActor.Lines> answer =
                    AskPattern.ask(
                            node,
                            replyTo -> new JobLogActor.FindLines(job, sinceMillis, replyTo),
                            LIMIT,
                            system.scheduler());
            answers.add(
                    answer.exceptionally(silent -> new JobLogActor.Lines(List.of()))
                            .toCompletableFuture());
        }
        return answers.stream()
                .flatMap(answer -> answer.join().lines().stream())
                .sorted(Comparator.comparingLong(JobLogLine::millis))
                .toList();
    }
}
