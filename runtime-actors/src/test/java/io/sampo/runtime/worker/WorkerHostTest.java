/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.time.Clock;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.network.NettyTransport;
import io.sampo.runtime.network.NetworkSettings;
import io.sampo.runtime.node.ActorSystemNode;
import io.sampo.runtime.node.NodeThreads;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.worker.WorkerHost.Deploy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
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
    private static final ActorTestKit ACTORS =
            ActorTestKit.create(
                    "worker-host-test",
                    ConfigFactory.load()
                            .getConfig("sampo-local-system")
                            .withFallback(ConfigFactory.load()));

    @TempDir private Path directory;

    private final NodeThreads threads = new NodeThreads();
    private final NettyTransport transport =
            NettyTransport.start(NetworkSettings.from(ConfigFactory.load()), Clock.system());
    private final TestProbe<WorkerEvent> master = ACTORS.createTestProbe();
    private final TestProbe<WorkerEvent> nextMaster = ACTORS.createTestProbe();
    private final TestProbe<WorkerHost.Description> descriptions = ACTORS.createTestProbe();
    private final TestProbe<WorkerHost.Left> handOver = ACTORS.createTestProbe();
    private ActorRef<WorkerHost.Command> host = ACTORS.system().ignoreRef();
    private volatile Consumer<Boolean> quorum = there -> {};

    /** Jobs of this test are in its own class path. */
    private enum OwnClasses implements JobClasses {
        INSTANCE;

        @Override
        public ClassLoader load(String job, List<String> jars) {
            return WorkerHostTest.class.getClassLoader();
        }

        @Override
        public boolean contains(String jar) {
            return false;
        }

        @Override
        public void delete(String jar) {}
    }

    @BeforeEach
    void start() {
        WorkerNode node =
                new WorkerNode(
                        new ActorSystemNode(ACTORS.system(), threads, FileStore.local()),
                        transport,
                        OwnClasses.INSTANCE,
                        new MetricRegistry(),
                        listener -> {
                            quorum = listener;
                            listener.accept(true);
                        },
                        directory.resolve("work"),
                        2,
                        4);
        host = ACTORS.spawn(WorkerHost.create(node));
        host.tell(new WorkerHost.Subscribe(descriptions.ref()));
    }

    @AfterEach
    void stop() {
        ACTORS.stop(host);
        transport.close();
        threads.close();
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

    /** All of a job here; nothing is read before a master says so, and none does. */
    private Deploy order(JobGraph job, String runId, int attempt, TestProbe<WorkerEvent> to) {
        Map<SubtaskId, NodeAddress> nodes = new HashMap<>();
        Map<SubtaskId, RestoredState> restored = new HashMap<>();
        for (JobVertex vertex : job.vertices()) {
            for (int index = 0; index < vertex.parallelism(); index++) {
                nodes.put(new SubtaskId(vertex.id(), index), transport.address());
                restored.put(new SubtaskId(vertex.id(), index), RestoredState.NONE);
            }
        }
        return new Deploy(
                runId, job, List.of(), attempt, new Placement(nodes), restored, null, to.ref());
    }

    private void deploy(Deploy order, TestProbe<WorkerEvent> to) {
        host.tell(order);
        assertThat(await(to, WorkerEvent.Deployed.class).attempt()).isEqualTo(order.attempt());
    }

    private static <E> E await(TestProbe<WorkerEvent> probe, Class<E> kind) {
        List<WorkerEvent> seen =
                probe.fishForMessage(
                        LIMIT,
                        event ->
                                kind.isInstance(event)
                                        ? FishingOutcomes.complete()
                                        : FishingOutcomes.continueAndIgnore());
        return kind.cast(seen.get(0));
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
        deploy(order(job(true), "run", 1, master), master);
        awaitTaken(Map.of(JOB, 2));

        master.stop();
        assertThat(takenAfterAWhile()).containsEntry(JOB, 2);

        deploy(order(job(true), "next run", 2, nextMaster), nextMaster);
        awaitTaken(Map.of(JOB, 4));
        awaitTaken(Map.of(JOB, 2));
    }

    @Test
    void aShareWhoseMasterIsGoneEndsWhenItsJobGoesOnElsewhere() {
        deploy(order(job(true), "run", 1, master), master);
        awaitTaken(Map.of(JOB, 2));
        master.stop();
        host.tell(new WorkerHost.RunBegins(JOB, "run", 2));
        host.tell(new WorkerHost.RunBegins("other", "next run", 2));
        assertThat(takenAfterAWhile()).containsEntry(JOB, 2);

        host.tell(new WorkerHost.RunBegins(JOB, "next run", 2));
        awaitTaken(Map.of());
    }

    @Test
    void aShareWhoseMasterIsGoneEndsWithItsJob() {
        deploy(order(job(true), "run", 1, master), master);
        awaitTaken(Map.of(JOB, 2));
        master.stop();

        host.tell(WorkerHost.RunBegins.never(JOB));
        awaitTaken(Map.of());
    }

    /** What they write is not seen without a checkpoint, of which there is none. */
    @Test
    void aShareWhoseSinksCommitEndsWithItsMaster() {
        deploy(order(withSinksThatCommit(job(true)), "run", 1, master), master);
        awaitTaken(Map.of(JOB, 2));

        master.stop();
        awaitTaken(Map.of());
    }

    @Test
    void aShareOfAJobThatBeginsAnewEndsWithItsMaster() {
        deploy(order(job(false), "run", 1, master), master);
        awaitTaken(Map.of(JOB, 2));

        master.stop();
        awaitTaken(Map.of());
    }

    /** As of a master that stood still, and has been replaced meanwhile. */
    @Test
    void aShareOfAnEarlierRunDoesNotBegin() {
        deploy(order(job(true), "next run", 2, nextMaster), nextMaster);

        host.tell(order(job(true), "run", 1, master));

        assertThat(await(master, WorkerEvent.NotDeployed.class).cause())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("A later attempt has begun");
        assertThat(takenAfterAWhile()).containsEntry(JOB, 2);
    }

    @Test
    void aNodeThatHandsOverWaitsForTheNextRuns() {
        deploy(order(job(true), "run", 1, master), master);
        host.tell(new WorkerHost.AwaitNextRuns(handOver.ref()));
        master.stop();
        handOver.expectNoMessage(A_WHILE);

        host.tell(new WorkerHost.RunBegins(JOB, "next run", 2));
        handOver.expectMessage(LIMIT, WorkerHost.Left.INSTANCE);
    }

    /** It is no member any more before the next master is there. */
    @Test
    void aShareWhoseMasterLeavesWithItsNodeStaysUntilTheNextRunBegins() {
        deploy(order(job(true), "run", 1, master), master);
        awaitTaken(Map.of(JOB, 2));
        host.tell(new WorkerHost.Leave(handOver.ref()));
        host.tell(new WorkerHost.NotMoved(JOB));
        handOver.expectMessage(LIMIT, WorkerHost.Left.INSTANCE);
        quorum.accept(false);
        master.stop();
        assertThat(takenAfterAWhile()).containsEntry(JOB, 2);

        host.tell(new WorkerHost.RunBegins(JOB, "next run", 2));
        awaitTaken(Map.of());
    }

    @Test
    void whatIsOfTheMinorityEndsAtOnce() {
        deploy(order(job(true), "run", 1, master), master);
        awaitTaken(Map.of(JOB, 2));

        quorum.accept(false);
        awaitTaken(Map.of());
    }

    @Test
    void aNodeThatHandsOverDoesNotWaitForWhatEndsWithItsMaster() {
        deploy(order(withSinksThatCommit(job(true)), "run", 1, master), master);

        host.tell(new WorkerHost.AwaitNextRuns(handOver.ref()));
        handOver.expectMessage(LIMIT, WorkerHost.Left.INSTANCE);
    }
}
