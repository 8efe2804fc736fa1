/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.runtime.protocol.WireMessage;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** Gives other nodes what this one has logged of jobs. One on each node. */
final class JobLogActor {
    static final ServiceKey<FindLines> KEY = ServiceKey.create(FindLines.class, "sampo-job-log");

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
}
