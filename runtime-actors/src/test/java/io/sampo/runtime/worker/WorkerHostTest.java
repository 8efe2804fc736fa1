/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.testkit.TestNode;
import io.sampo.runtime.worker.WorkerHost.Deploy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shares of a node while their masters are gone, and the next ones come. */
class WorkerHostTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofMillis(200);
    private static final String JOB = "job";
    private static final ActorTestKit ACTORS = TestNode.actors("worker-host-test");

    @TempDir private Path directory;

    private final Master master = new Master("run", 1);
    private final Master nextMaster = new Master("next run", 2);
    private final TestProbe<WorkerHost.Description> descriptions = ACTORS.createTestProbe();
    private final TestProbe<WorkerHost.Left> handOver = ACTORS.createTestProbe();
    private ActorRef<WorkerHost.Command> host = ACTORS.system().ignoreRef();
    private volatile Consumer<Boolean> quorum = there -> {};

    private @Nullable TestNode node;

    @BeforeEach
    void start() {
        TestNode started =
                new TestNode(
                        ACTORS,
                        directory,
                        listener -> {
                            quorum = listener;
                            listener.accept(true);
                        });
        node = started;
        host = ACTORS.spawn(WorkerHost.create(started.worker()));
        host.tell(new WorkerHost.Subscribe(descriptions.ref()));
    }

    @AfterEach
    void stop() {
        ACTORS.stop(host);
        node().close();
    }

    private TestNode node() {
        return Objects.requireNonNull(node);
    }

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    private JobGraph job(boolean durable) {
        return HandMadeJobs.counting(
                JOB,
                10,
                2,
                2,
                HandMadeJobs.settings(
                        durable ? "sampo.checkpoint.dir = \"" + directory + "\"\n" : ""));
    }

    private static JobGraph withSinksThatCommit(JobGraph job) {
        List<JobVertex> vertices =
                job.vertices().stream()
                        .map(
                                vertex ->
                                        new JobVertex(
                                                vertex.id(),
                                                vertex.parallelism(),
                                                vertex.maxParallelism(),
                                                vertex.fixedParallelism(),
                                                vertex.operators().stream()
                                                        .map(WorkerHostTest::committing)
                                                        .toList(),
                                                vertex.source(),
                                                vertex.alignment()))
                        .toList();
        return new JobGraph(job.name(), vertices, job.edges(), job.cachedFiles(), job.settings());
    }

    private static ChainedOperator committing(ChainedOperator operator) {
        return new ChainedOperator(
                operator.id(),
                operator.factory(),
                operator.keyed(),
                operator.stateful(),
                true,
                operator.links(),
                operator.sideOutputs());
    }

    /** A master whose run of the job has one attempt, and all of that here. */
    private final class Master {
        private final TestProbe<WorkerEvent> events = ACTORS.createTestProbe();
        private final String runId;
        private final int attempt;

        Master(String runId, int attempt) {
            this.runId = runId;
            this.attempt = attempt;
        }

        /** Nothing is read before a master says so, and none does. */
        void orders(JobGraph job) {
            Map<SubtaskId, NodeAddress> nodes = new HashMap<>();
            Map<SubtaskId, RestoredState> restored = new HashMap<>();
            for (JobVertex vertex : job.vertices()) {
                for (int index = 0; index < vertex.parallelism(); index++) {
                    nodes.put(
                            new SubtaskId(vertex.id(), index),
                            node().worker().transport().address());
                    restored.put(new SubtaskId(vertex.id(), index), RestoredState.NONE);
                }
            }
            host.tell(
                    new Deploy(
                            runId,
                            job,
                            List.of(),
                            attempt,
                            new Placement(nodes),
                            restored,
                            null,
                            events.ref()));
        }

        /** Orders a share, and waits until it runs. */
        void runs(JobGraph job) {
            orders(job);
            assertThat(hears(WorkerEvent.Deployed.class).attempt()).isEqualTo(attempt);
        }

        void beginsElsewhere() {
            host.tell(new WorkerHost.RunBegins(JOB, runId, attempt));
        }

        <E> E hears(Class<E> kind) {
            List<WorkerEvent> seen =
                    events.fishForMessage(
                            LIMIT,
                            event ->
                                    kind.isInstance(event)
                                            ? FishingOutcomes.complete()
                                            : FishingOutcomes.continueAndIgnore());
            return kind.cast(seen.get(0));
        }

        void isGone() {
            events.stop();
        }
    }

    /** Of the first master. */
    private void aShareRuns(JobGraph job) {
        master.runs(job);
        awaitTaken(Map.of(JOB, 2));
    }

    private void awaitTaken(Map<String, Integer> taken) {
        descriptions.fishForMessage(
                LIMIT,
                now ->
                        now.taken().equals(taken)
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore());
    }

    /** Whoever asks is told at once how it is now. */
    private Map<String, Integer> takenAfterAWhile() {
        handOver.expectNoMessage(A_WHILE);
        TestProbe<WorkerHost.Description> now = ACTORS.createTestProbe();
        host.tell(new WorkerHost.Subscribe(now.ref()));
        return now.receiveMessage(LIMIT).taken();
    }

    @Test
    void aShareWhoseMasterIsGoneStaysUntilTheNextRunBegins() {
        aShareRuns(job(true));

        master.isGone();
        assertThat(takenAfterAWhile()).containsEntry(JOB, 2);

        nextMaster.runs(job(true));
        awaitTaken(Map.of(JOB, 4));
        awaitTaken(Map.of(JOB, 2));
    }

    @Test
    void aShareWhoseMasterIsGoneEndsWhenItsJobGoesOnElsewhere() {
        aShareRuns(job(true));
        master.isGone();
        host.tell(new WorkerHost.RunBegins(JOB, "run", 2));
        host.tell(new WorkerHost.RunBegins("other", "next run", 2));
        assertThat(takenAfterAWhile()).containsEntry(JOB, 2);

        nextMaster.beginsElsewhere();
        awaitTaken(Map.of());
    }

    @Test
    void aShareWhoseMasterIsGoneEndsWithItsJob() {
        aShareRuns(job(true));
        master.isGone();

        host.tell(WorkerHost.RunBegins.never(JOB));
        awaitTaken(Map.of());
    }

    /** What they write is not seen without a checkpoint, of which there is none. */
    @Test
    void aShareWhoseSinksCommitEndsWithItsMaster() {
        aShareRuns(withSinksThatCommit(job(true)));

        master.isGone();
        awaitTaken(Map.of());
    }

    @Test
    void aShareOfAJobThatBeginsAnewEndsWithItsMaster() {
        aShareRuns(job(false));

        master.isGone();
        awaitTaken(Map.of());
    }

    /** As of a master that stood still, and has been replaced meanwhile. */
    @Test
    void aShareOfAnEarlierRunDoesNotBegin() {
        nextMaster.runs(job(true));

        master.orders(job(true));

        assertThat(master.hears(WorkerEvent.NotDeployed.class).cause())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("A later attempt has begun");
        assertThat(takenAfterAWhile()).containsEntry(JOB, 2);
    }

    @Test
    void aNodeThatHandsOverWaitsForTheNextRuns() {
        aShareRuns(job(true));
        host.tell(new WorkerHost.AwaitNextRuns(handOver.ref()));
        master.isGone();
        handOver.expectNoMessage(A_WHILE);

        nextMaster.beginsElsewhere();
        handOver.expectMessage(LIMIT, WorkerHost.Left.INSTANCE);
    }

    /** It is no member any more before the next master is there. */
    @Test
    void aShareWhoseMasterLeavesWithItsNodeStaysUntilTheNextRunBegins() {
        aShareRuns(job(true));
        host.tell(new WorkerHost.Leave(handOver.ref()));
        host.tell(new WorkerHost.NotMoved(JOB));
        handOver.expectMessage(LIMIT, WorkerHost.Left.INSTANCE);
        quorum.accept(false);
        master.isGone();
        assertThat(takenAfterAWhile()).containsEntry(JOB, 2);

        nextMaster.beginsElsewhere();
        awaitTaken(Map.of());
    }

    @Test
    void whatIsOfTheMinorityEndsAtOnce() {
        aShareRuns(job(true));

        quorum.accept(false);
        awaitTaken(Map.of());
    }

    @Test
    void aNodeThatHandsOverDoesNotWaitForWhatEndsWithItsMaster() {
        aShareRuns(withSinksThatCommit(job(true)));

        host.tell(new WorkerHost.AwaitNextRuns(handOver.ref()));
        handOver.expectMessage(LIMIT, WorkerHost.Left.INSTANCE);
    }
}
