/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.node.NodeThreads;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.worker.WorkerHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a job goes on without a node that leaves. */
class RescalingTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("rescaling-test");

    @TempDir private Path directory;

    private final NodeThreads threads = new NodeThreads();
    private final Rescaling rescaling = new Rescaling();
    private final TestProbe<WorkerHost.Command> leaving = ACTORS.createTestProbe();
    private final TestProbe<WorkerHost.Command> other = ACTORS.createTestProbe();

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @AfterEach
    void stopThreads() {
        threads.close();
    }

    private enum Nothing implements JobObserver {
        INSTANCE;

        @Override
        public void statusChanged(JobStatus now, int attempt) {}

        @Override
        public void checkpointCompleted(long checkpointId, long completedMillis) {}

        @Override
        public void finished(Optional<Path> savepoint) {}

        @Override
        public void ended(JobStatus how, Throwable reason) {}
    }

    private JobGraph job(int parallelism, boolean durable) {
        return HandMadeJobs.counting(
                "job",
                10,
                2,
                parallelism,
                HandMadeJobs.settings(
                        durable ? "sampo.checkpoint.dir = \"" + directory + "\"\n" : ""));
    }

    /** Two nodes with two slots each: what the leaving one says of itself is old. */
    private void moveFromLeaving(JobGraph job) {
        JobMasterProps props = props(job);
        rescaling.moveFrom(leaving.ref(), props);
        props.checkpoints().close();
    }

    private JobMasterProps props(JobGraph job) {
        return TestProps.of(
                job,
                directory,
                threads,
                Nothing.INSTANCE,
                () -> {},
                own ->
                        new ClusterWorkers(
                                "run",
                                List.of(),
                                () -> List.of(node(leaving, 1), node(other, 2)),
                                placement -> {}));
    }

    private void expectStays() {
        leaving.expectMessage(new WorkerHost.NotMoved("job"));
    }

    private void expectNothingSaid() {
        WorkerHost.NotMoved next = new WorkerHost.NotMoved("next");
        leaving.ref().tell(next);
        leaving.expectMessage(next);
    }

    private static WorkerHost.Description node(TestProbe<WorkerHost.Command> host, int number) {
        return new WorkerHost.Description(
                host.ref(), new NodeAddress("node", number), 2, Map.of(), Map.of());
    }

    @Test
    void aJobThatHasRoomElsewhereIsMoved() {
        JobGraph job = job(2, true);
        moveFromLeaving(job);

        assertThat(rescaling.take()).containsSame(job);
        expectNothingSaid();
    }

    @Test
    void aJobWithoutRoomElsewhereStaysThoughTheLeavingNodeHasNotTakenItsRoomBack() {
        moveFromLeaving(job(3, true));

        expectStays();
        assertThat(rescaling.isWanted()).isFalse();
    }

    @Test
    void aJobThatWouldLoseItsStateStays() {
        moveFromLeaving(job(2, false));

        expectStays();
        assertThat(rescaling.isWanted()).isFalse();
    }

    @Test
    void aJobWhoseMasterLeavesBeforeAllSubtasksAreOpenStays() {
        JobMasterProps props = props(job(2, true));
        Rescaling.handOver(leaving.ref(), props, null);
        props.checkpoints().close();

        expectStays();
    }

    @Test
    void aJobThatIsToBecomeTooLargeStaysAndBecomesSoLater() {
        JobGraph large = job(3, true);
        rescaling.want(large);
        moveFromLeaving(job(2, true));

        expectStays();
        assertThat(rescaling.take()).containsSame(large);
    }

    @Test
    void aJobThatIsToBecomeSmallEnoughIsMoved() {
        JobGraph small = job(2, true);
        rescaling.want(small);
        moveFromLeaving(job(3, true));

        assertThat(rescaling.take()).containsSame(small);
        expectNothingSaid();
    }
}
