/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;

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
        return AllNodes.<JobLogActor.FindLines, JobLogActor.Lines>ask(
                        system,
                        JobLogActor.KEY,
                        replyTo -> new JobLogActor.FindLines(job, sinceMillis, replyTo),
                        LIMIT)
                .stream()
                .flatMap(answer -> answer.lines().stream())
                .sorted(Comparator.comparingLong(JobLogLine::millis))
                .toList();
    }
}
