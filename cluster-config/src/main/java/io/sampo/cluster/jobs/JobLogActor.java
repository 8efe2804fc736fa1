/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.runtime.protocol.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** Gives other nodes what this one has logged of jobs. One on each node. */
final class JobLogActor {
    static final ServiceKey<FindLines> KEY = ServiceKey.create(FindLines.class, "sampo-job-log");

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Of one answer, so that it fits into a message. */
    private static final int MOST_LINES = 1_000;

    private JobLogActor() {}

    /** Say what was logged of a job from a time on. */
    record FindLines(String job, long sinceMillis, ActorRef<Lines> replyTo)
            implements WireMessage {}

    /** What was logged, the oldest first. */
    record Lines(List<JobLogLine> lines) implements WireMessage {}

    static Behavior<FindLines> create(JobLog log) {
        return Behaviors.receive(FindLines.class)
                .onMessage(
                        FindLines.class,
                        question -> {
                            List<JobLogLine> lines =
                                    log.lines(question.job(), question.sinceMillis());
                            question.replyTo()
                                    .tell(
                                            new Lines(
                                                    lines.subList(
                                                            Math.max(0, lines.size() - MOST_LINES),
                                                            lines.size())));
                            return Behaviors.same();
                        })
                .build();
    }

    /**
     * Returns what all nodes that are there have logged of a job, by time. Blocks; a node that does
     * not answer is left out.
     */
    static List<JobLogLine> ask(ActorSystem<?> system, String job, long sinceMillis) {
        Receptionist.Listing listing =
                AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
                                system.receptionist(),
                                replyTo -> Receptionist.find(KEY, replyTo),
                                LIMIT,
                                system.scheduler())
                        .toCompletableFuture()
                        .join();
        List<CompletableFuture<Lines>> answers = new ArrayList<>();
        for (ActorRef<FindLines> node : listing.getServiceInstances(KEY)) {
            CompletionStage<Lines> answer =
                    AskPattern.ask(
                            node,
                            replyTo -> new FindLines(job, sinceMillis, replyTo),
                            LIMIT,
                            system.scheduler());
            answers.add(answer.exceptionally(silent -> new Lines(List.of())).toCompletableFuture());
        }
        return answers.stream()
                .flatMap(answer -> answer.join().lines().stream())
                .sorted(Comparator.comparingLong(JobLogLine::millis))
                .toList();
    }
}
