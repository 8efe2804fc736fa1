/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampo.cluster.formation.MajorityGuard;
import io.sampo.cluster.http.NodeView;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.ManualClock;
import io.sampo.runtime.directory.JobDirectory;
import io.sampo.runtime.directory.JobDirectory.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A directory that loses what it is told, as one does whose node has just died. */
class AskedDirectoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private final AtomicInteger heard = new AtomicInteger();
    private volatile int losses;
    private final ActorSystem<Command> directory =
            ActorSystem.create(Behaviors.receiveMessage(this::hear), "directory");

    private Behavior<Command> hear(Command command) {
        if (heard.incrementAndGet() > losses && command instanceof JobDirectory.ListJobs question) {
            question.replyTo().tell(new JobDirectory.Jobs(List.of()));
        }
        return Behaviors.same();
    }

    @AfterEach
    void end() {
        directory.terminate();
    }

    private AskedDirectory asked() {
        NodeView view =
                new NodeView(new MajorityGuard(member -> false), List.of(), new ManualClock(0));
        return new AskedDirectory(directory, directory, view, PATIENCE);
    }

    @Test
    void aQuestionThatIsLostIsAskedAgain() {
        losses = 2;

        assertThat(asked().ask(JobDirectory.ListJobs::new, LIMIT).jobs()).isEmpty();
        assertThat(heard).hasValueGreaterThan(2);
    }

    @Test
    void aRequestIsNot() {
        losses = 1;

        assertThatThrownBy(
                        () -> asked().request(JobDirectory.ListJobs::new, PATIENCE.multipliedBy(5)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("The directory of jobs did not answer");
        await().untilAsserted(() -> assertThat(heard).hasValue(1));
    }

    @Test
    void whereNobodyAnswersThatIsSaidInTime() {
        losses = Integer.MAX_VALUE;

        assertThatThrownBy(() -> asked().ask(JobDirectory.ListJobs::new, PATIENCE.multipliedBy(3)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("not a member of the cluster yet");
        await().untilAsserted(() -> assertThat(heard).hasValue(3));
    }
}
