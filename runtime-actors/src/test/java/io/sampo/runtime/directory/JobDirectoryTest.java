/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampo.checkpointing.storage.FileJobRecord;
import io.sampo.core.io.FileStore;
import io.sampo.runtime.testkit.TestNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobDirectoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ActorTestKit ACTORS = TestNode.actors("job-directory-test");

    @TempDir private Path directory;

    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
    }

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private ActorRef<JobDirectory.Command> start() {
        TestNode node = new TestNode(ACTORS, directory, listener -> {});
        nodes.add(node);
        return ACTORS.spawn(
                JobDirectory.create(
                        new DirectoryNode(
                                node.worker(),
                                new JobCatalog(FileStore.local(), directory.resolve("jobs")),
                                FileJobRecord::open,
                                Duration.ofDays(7))));
    }

    private static JobDirectory.Life life(ActorRef<JobDirectory.Command> asked) {
        TestProbe<JobDirectory.Life> answers = ACTORS.createTestProbe();
        asked.tell(new JobDirectory.AskLife(answers.ref()));
        return answers.receiveMessage(LIMIT);
    }

    /** So that who waits for an answer of one learns that it is not there any more. */
    @Test
    void eachHasItsOwnLifeAlsoWithoutAMajority() {
        ActorRef<JobDirectory.Command> first = start();
        JobDirectory.Life life = life(first);
        assertThat(life(first)).isEqualTo(life);
        ACTORS.stop(first);

        ActorRef<JobDirectory.Command> next = start();

        assertThat(life(next).id()).isNotEqualTo(life.id());
        ACTORS.stop(next);
    }

    private static void awaitLife(
            ActorRef<JobDirectory.Command> asked, Predicate<JobDirectory.Life> wanted) {
        await().atMost(LIMIT).until(() -> wanted.test(life(asked)));
    }

    /** It is better not to answer than to say that there are no jobs. */
    @Test
    void noJobIsSaidToBeUnknownUntilAllAreRead() throws Exception {
        Path jobs = Files.createDirectories(directory.resolve("jobs"));
        Path damaged = Files.writeString(jobs.resolve("broken.job"), "this is no job at all");
        ActorRef<JobDirectory.Command> asked = start();
        awaitLife(asked, life -> life.notReady().contains(damaged.toString()));

        TestProbe<Object> answers = ACTORS.createTestProbe();
        asked.tell(new JobDirectory.ListJobs(answers.ref().narrow()));
        asked.tell(new JobDirectory.Cancel("broken", answers.ref().narrow()));
        JobDirectory.Refused refused =
                answers.expectMessageClass(JobDirectory.Refused.class, LIMIT);
        assertThat(refused.reason())
                .hasMessageContaining("cannot be read")
                .hasMessageContaining(damaged.toString());

        Files.delete(damaged);
        awaitLife(asked, life -> life.notReady().isEmpty());
        TestProbe<JobDirectory.Jobs> listed = ACTORS.createTestProbe();
        asked.tell(new JobDirectory.ListJobs(listed.ref()));
        assertThat(listed.receiveMessage(LIMIT).jobs()).isEmpty();
        ACTORS.stop(asked);
    }
}
