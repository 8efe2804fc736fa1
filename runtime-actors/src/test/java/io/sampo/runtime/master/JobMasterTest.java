/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.node.NodeThreads;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskEvent;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.testkit.TestNode;
import io.sampo.runtime.worker.AttemptWorker;
import io.sampo.runtime.worker.WorkerEvent;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.runtime.worker.WorkerResults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a job, with bugs of the engine in it. */
class JobMasterTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ActorTestKit ACTORS = TestNode.actors("job-master-test");

    @TempDir private Path directory;

    private final NodeThreads threads = new NodeThreads();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Recorder recorder = new Recorder();

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @AfterEach
    void stopThreads() {
        threads.close();
    }

    /** Writes down what it is told, and may fail. */
    private final class Recorder implements JobObserver {
        private final AtomicReference<@Nullable Throwable> reason = new AtomicReference<>();
        private final AtomicReference<@Nullable JobOutcome> outcome = new AtomicReference<>();
        private volatile Consumer<JobStatus> onStatus = status -> {};
        private volatile Runnable onCheckpoint = () -> {};
        private final List<String> runs = new CopyOnWriteArrayList<>();

        @Override
        public void statusChanged(JobStatus now, int attempt) {
            log.add(now + " " + attempt);
            onStatus.accept(now);
        }

        @Override
        public void running(JobGraph job, Optional<Duration> down) {
            runs.add(job.highestParallelism() + (down.isPresent() ? " again" : " first"));
        }

        @Override
        public void checkpointCompleted(long checkpointId, long completedMillis) {
            onCheckpoint.run();
        }

        @Override
        public void left(JobOutcome left) {
            outcome.set(left);
        }

        @Override
        public void finished(Optional<Path> savepoint) {
            log.add("finished");
        }

        @Override
        public void ended(JobStatus how, Throwable why) {
            reason.set(why);
            log.add("ended " + how);
        }
    }

    private JobGraph job(long numbers, int parallelism, String settings) {
        return HandMadeJobs.counting(
                "job",
                numbers,
                10,
                parallelism,
                HandMadeJobs.settings(settings + "sampo.checkpoint.dir = \"" + directory + "\"\n"));
    }

    private ActorRef<JobMaster.Command> start(long numbers, String settings) {
        return start(numbers, settings, workers -> workers);
    }

    private ActorRef<JobMaster.Command> start(
            long numbers, String settings, UnaryOperator<Workers> change) {
        JobMasterProps props =
                TestProps.of(
                        job(numbers, 2, settings),
                        directory,
                        threads,
                        recorder,
                        () -> log.add("released"),
                        change);
        return ACTORS.spawn(JobMaster.create(props));
    }

    private void awaitLog(String entry) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(log).anyMatch(line -> line.startsWith(entry)));
    }

    @Test
    void aJobRunsAndFinishesAndIsReleasedBeforeThatIsKnown() {
        start(1000, "");
        awaitLog("finished");

        assertThat(log).containsExactly("STARTING 1", "RUNNING 1", "released", "finished");
    }

    /** Else the program would take it for one that has counted nothing. */
    @Test
    void whatAJobLeftThatFinishedUnderAnotherMasterIsNotKnown() {
        start(1000, "");
        awaitLog("finished");
        log.clear();
        start(1000, "sampo.checkpoint.restore.if-finished = do-nothing\n");
        awaitLog("finished");

        assertThat(Objects.requireNonNull(recorder.outcome.get()).failure())
                .contains("EXTERNAL_IO", "had finished before its present master began");
    }

    @Test
    void cancellingAtOnceIsNotLost() {
        for (int i = 0; i < 20; i++) {
            log.clear();
            start(1_000_000_000, "").tell(JobMaster.Cancel.INSTANCE);
            awaitLog("ended");
            assertThat(log).endsWith("released", "ended CANCELLED");
        }
    }

    @Test
    void aBugInTheMasterEndsTheJobAndEverythingOfIt() {
        recorder.onStatus =
                status -> {
                    if (status == JobStatus.RUNNING) {
                        throw new IllegalStateException("own");
                    }
                };
        start(1_000_000_000, "");
        awaitLog("ended");

        assertThat(log).endsWith("released", "ended FAILED");
        assertThat(recorder.reason.get())
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                .hasMessageContaining("state=RUNNING")
                .hasStackTraceContaining("own");
    }

    @Test
    void anActorThatEndsUnaskedFailsTheAttempt() {
        recorder.onCheckpoint =
                () -> {
                    throw new IllegalStateException("own");
                };
        start(1_000_000_000, "sampo { checkpoint.interval = 20ms, restart.strategy = none }\n");
        awaitLog("ended");

        assertThat(log).endsWith("released", "ended FAILED");
        assertThat(recorder.reason.get()).hasMessageContaining("part=checkpoints");
    }

    @Test
    void aRestartBeginsTheNextAttempt() {
        Runnable fail =
                () -> {
                    recorder.onCheckpoint = () -> {};
                    throw new IllegalStateException("own");
                };
        recorder.onCheckpoint = fail;
        ActorRef<JobMaster.Command> master =
                start(1_000_000_000, "sampo.checkpoint.interval = 20ms\n");
        awaitLog("RUNNING 2");
        master.tell(JobMaster.Cancel.INSTANCE);
        awaitLog("ended");

        assertThat(log)
                .containsExactly(
                        "STARTING 1",
                        "RUNNING 1",
                        "RESTARTING 1",
                        "RESTARTING 1",
                        "STARTING 1",
                        "STARTING 2",
                        "RUNNING 2",
                        "CANCELLING 2",
                        "released",
                        "ended CANCELLED");
    }

    /** What is processed again after it is what comes from then on. */
    @Test
    void aMasterThatIsAboutToLeaveTakesACheckpointFirst() {
        TestProbe<WorkerHost.Command> host = ACTORS.createTestProbe();
        recorder.onCheckpoint = () -> log.add("checkpoint");
        ActorRef<JobMaster.Command> master = start(1_000_000_000, "");
        awaitLog("RUNNING");

        master.tell(new JobMaster.FromWorker(new WorkerEvent.NodeLeaves(1, host.ref())));

        host.expectMessage(LIMIT, new WorkerHost.NotMoved("job"));
        assertThat(log).containsExactly("STARTING 1", "RUNNING 1", "checkpoint");
        master.tell(JobMaster.Cancel.INSTANCE);
        awaitLog("ended");
    }

    /** Another node, of which the test plays the part. */
    private static final class FarNode implements Workers {
        private final TestProbe<Object> host = ACTORS.createTestProbe();
        private final TestProbe<AttemptWorker.Command> worker = ACTORS.createTestProbe();
        private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

        @Override
        public List<ActorRef<?>> deploy(ActorContext<?> context, Order order) {
            orders.add(order);
            return List.of(host.ref());
        }

        Order order() throws InterruptedException {
            return Objects.requireNonNull(orders.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }

        void begin(Order order) {
            Map<SubtaskId, ActorRef<SubtaskActor.Command>> subtasks = new LinkedHashMap<>();
            for (SubtaskId id : order.restored().keySet()) {
                subtasks.put(id, ACTORS.<SubtaskActor.Command>createTestProbe().ref());
            }
            order.master()
                    .tell(
                            new WorkerEvent.Deployed(
                                    order.attempt(), host.ref(), worker.ref(), subtasks));
        }

        void report(Order order, long told) {
            order.master()
                    .tell(
                            new WorkerEvent.Progress(
                                    order.attempt(), host.ref(), worker.ref(), told, List.of()));
        }

        void end(Order order) {
            end(order, null);
        }

        void end(Order order, @Nullable WorkerResults results) {
            order.master().tell(new WorkerEvent.Ended(order.attempt(), worker.ref(), results));
        }

        void refuse(Order order) {
            order.master()
                    .tell(
                            new WorkerEvent.NotDeployed(
                                    order.attempt(), host.ref(), new Exception("no room")));
        }

        void open(Order order) {
            open(order, order.restored().keySet().iterator().next());
        }

        void openAll(Order order) {
            order.restored().keySet().forEach(subtask -> open(order, subtask));
        }

        private static void open(Order order, SubtaskId subtask) {
            order.master()
                    .tell(
                            new WorkerEvent.FromSubtask(
                                    new SubtaskEvent.Opened(subtask, order.attempt())));
        }
    }

    /** Between nodes a message may be lost without a word. */
    @Test
    void whatASubtaskToldAndNobodyHeardFailsTheAttempt() throws Exception {
        FarNode node = new FarNode();
        start(1_000, "sampo.restart.strategy = none\n", own -> node);
        Workers.Order order = node.order();
        node.begin(order);
        node.report(order, 0);
        node.open(order);
        node.report(order, 1);
        node.open(order);

        node.report(order, 3);

        node.worker.expectMessage(AttemptWorker.Stop.INSTANCE);
        node.worker.stop();
        awaitLog("ended");
        assertThat(recorder.reason.get()).hasMessageContaining("told=3 heard=2");
    }

    @Test
    void aWorkerOfWhichNobodyHeardThatItIsThereFailsTheAttemptAndIsStopped() throws Exception {
        FarNode node = new FarNode();
        ActorRef<JobMaster.Command> master =
                start(1_000, "sampo.restart.delay = 1ms\n", own -> node);
        Workers.Order order = node.order();
        node.report(order, 0);
        node.worker.expectMessage(LIMIT, AttemptWorker.Stop.INSTANCE);
        node.end(order);
        Workers.Order next = node.order();
        assertThat(next.attempt()).isEqualTo(2);

        node.report(order, 0);

        node.worker.expectMessage(LIMIT, AttemptWorker.Stop.INSTANCE);
        master.tell(JobMaster.Cancel.INSTANCE);
        node.refuse(next);
        awaitLog("ended");
    }

    /** It does not count as a failure, and no checkpoint was to come by itself. */
    @Test
    void anotherParallelismComesWithACheckpointAndTheNextAttempt() {
        String settings = "sampo { checkpoint.interval = 1h, restart.strategy = none }\n";
        ActorRef<JobMaster.Command> master = start(1_000_000_000, settings);
        awaitLog("RUNNING 1");
        master.tell(new JobMaster.Rescale(job(1_000_000_000, 4, settings)));
        awaitLog("RUNNING 2");
        master.tell(new JobMaster.Rescale(job(1_000_000_000, 3, settings)));
        awaitLog("RUNNING 3");
        master.tell(JobMaster.Cancel.INSTANCE);
        awaitLog("ended");

        assertThat(recorder.runs).containsExactly("2 first", "4 again", "3 again");
        assertThat(log).endsWith("released", "ended CANCELLED");
    }

    /** The news of the end of an actor may come much later, or never before its node is gone. */
    @Test
    void aWorkersWordThatItHasEndedIsEnough() throws Exception {
        FarNode node = new FarNode();
        ActorRef<JobMaster.Command> job = start(1, "", own -> node);
        Workers.Order first = node.order();
        node.begin(first);
        first.master()
                .tell(
                        new WorkerEvent.ChannelBroken(
                                1, new StreamException(ErrorCode.EXTERNAL_IO, "cut")));
        node.worker.expectMessage(LIMIT, AttemptWorker.Stop.INSTANCE);
        assertThat(log).last().isEqualTo("RESTARTING 1");
        node.end(first);

        Workers.Order next = node.order();
        assertThat(next.attempt()).isEqualTo(2);

        job.tell(JobMaster.Cancel.INSTANCE);
        node.refuse(next);
        awaitLog("ended CANCELLED");
    }

    @Test
    void aWorkerThatEndsUnaskedFailsTheAttempt() throws Exception {
        FarNode node = new FarNode();
        start(1, "sampo.restart.strategy = none\n", own -> node);
        Workers.Order order = node.order();
        node.begin(order);
        node.end(order);
        awaitLog("ended FAILED");

        assertThat(recorder.reason.get())
                .hasMessageContaining("part=" + node.worker.ref().path().name());
    }

    /** Runs a job on another node up to where its subtasks are to let go. */
    private Workers.Order finishOn(FarNode node) throws Exception {
        ActorRef<JobMaster.Command> master = start(1, "", own -> node);
        Workers.Order order = node.order();
        node.begin(order);
        node.openAll(order);
        awaitLog("RUNNING 1");
        master.tell(new JobMaster.JobEnds(1, RecordContent.Ending.FINISHED));
        node.worker.expectMessage(LIMIT, AttemptWorker.Stop.FINISHED);
        return order;
    }

    @Test
    void whatAWorkerLeavesComesWithItsLastWord() throws Exception {
        FarNode node = new FarNode();
        Workers.Order order = finishOn(node);
        node.end(order, new WorkerResults(Map.of("source/recordsRead", 7L), new byte[0], null));
        awaitLog("finished");

        JobOutcome outcome = Objects.requireNonNull(recorder.outcome.get());
        assertThat(outcome.counters()).containsExactly(Map.entry("source/recordsRead", 7L));
        assertThat(outcome.failure()).isEmpty();
    }

    /** What it counted is not known: sums without it would be wrong, and nobody would know. */
    @Test
    void aWorkerThatIsLostBeforeItsLastWordIsSaidInTheResult() throws Exception {
        FarNode node = new FarNode();
        finishOn(node);
        node.worker.stop();
        awaitLog("finished");

        JobOutcome outcome = Objects.requireNonNull(recorder.outcome.get());
        assertThat(outcome.failure())
                .startsWith("EXTERNAL_IO: A node was lost before it told")
                .contains(node.worker.ref().path().toString());
    }

    @Test
    void theLastThatAWorkerTellsIsThatItHasEnded() {
        List<WorkerEvent> told = new CopyOnWriteArrayList<>();
        start(
                1000,
                "",
                own ->
                        (context, order) -> {
                            ActorRef<WorkerEvent> master = order.master();
                            ActorRef<WorkerEvent> noted =
                                    ACTORS.spawn(
                                            Behaviors.receiveMessage(
                                                    event -> {
                                                        told.add(event);
                                                        master.tell(event);
                                                        return Behaviors.same();
                                                    }));
                            return own.deploy(
                                    context,
                                    new Workers.Order(
                                            order.job(),
                                            order.attempt(),
                                            order.restored(),
                                            order.restoredBase(),
                                            noted));
                        });
        awaitLog("finished");

        assertThat(told).filteredOn(WorkerEvent.Ended.class::isInstance).hasSize(1);
        assertThat(told).last().isInstanceOf(WorkerEvent.Ended.class);
    }
}
