/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.testkit.SimulatedFiles.PowerFailure;
import io.sampo.core.time.Clock;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.directory.DirectoryNode;
import io.sampo.runtime.directory.JobCatalog;
import io.sampo.runtime.directory.JobDirectory;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.network.LineTransport;
import io.sampo.runtime.network.NetworkMetrics;
import io.sampo.runtime.network.NetworkSettings;
import io.sampo.runtime.network.Refusal;
import io.sampo.runtime.node.Quorum;
import io.sampo.runtime.node.SerialExecutor;
import io.sampo.runtime.worker.JobClasses;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.runtime.worker.WorkerNode;
import io.sampo.simulation.node.SimulatedNode;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/**
 * What runs on a node from one start to the next crash: worker host, data port, maybe directory.
 */
final class VirtualProcess implements Quorum, Clock {
    private static final int SLOTS = 8;
    private static final int DATA_PORT = 7001;
    private static final NetworkSettings NETWORK = network();

    /** On the node's own disk. */
    private static final Path WORK = Path.of("/work");

    private static final Duration RETENTION = Duration.ofDays(1);
    private static final Path CATALOG = Path.of("/checkpoints/_cluster/jobs");

    private final Stage stage;
    private final int member;
    private final VirtualScheduler scheduler;
    private final Machine machine;
    private final ProcessFiles files;
    private final ProcessFiles localFiles;
    private final Executor loop;
    private final LineTransport transport;
    private final List<Consumer<Boolean>> listeners = new ArrayList<>();
    private final MetricRegistry metrics;
    private @Nullable ActorRef<ProcessActor.Command> root;
    private @Nullable ActorRef<WorkerHost.Command> host;
    private @Nullable ActorRef<JobDirectory.Command> directory;
    private boolean alive = true;
    private boolean quorum = true;
    private long stillUntilNanos;

    VirtualProcess(
            Stage stage,
            int member,
            VirtualScheduler scheduler,
            Machine machine,
            ProcessFiles files,
            ProcessFiles localFiles,
            Consumer<NodeAddress> caller) {
        this.stage = stage;
        this.member = member;
        this.scheduler = scheduler;
        metrics = new MetricRegistry(scheduler);
        this.machine = machine;
        this.files = files;
        this.localFiles = localFiles;
        loop = new SerialExecutor(task -> stage.execute(member, task));
        transport =
                new LineTransport(addressOf(member), NETWORK, scheduler, loop, scheduler, caller);
    }

    static NodeAddress addressOf(int member) {
        return new NodeAddress("node-" + member, DATA_PORT);
    }

    /** Little of everything, so that it runs out. */
    private static NetworkSettings network() {
        Config settings =
                ConfigFactory.parseString(
                        """
                        sampo.network {
                          memory = 4 MiB
                          channel-credits = 3
                          connect-timeout = 500ms
                          heartbeat-interval = 250ms
                          heartbeat-timeout = 1s
                        }
                        """);
        return NetworkSettings.from(
                settings.withFallback(
                                ConfigFactory.defaultReferenceUnresolved(
                                        VirtualProcess.class.getClassLoader()))
                        .resolve());
    }

    /** Jobs of a simulation have no jars. */
    private record ProgramClasses(ClassLoader loader) implements JobClasses {
        @Override
        public ClassLoader load(String job, List<String> jars) {
            return loader;
        }

        @Override
        public boolean contains(String jar) {
            return false;
        }

        @Override
        public void delete(String jar) {}
    }

    /**
     * Starts.
     *
     * @param io where storage work runs
     * @param records opens the record of a job
     * @param onEnd called when none of its actors is left
     */
    void start(Executor io, ClassLoader classes, JobCheckpoints.Records records, Runnable onEnd) {
        SimulatedNode node =
                new SimulatedNode(
                        stage,
                        member,
                        scheduler,
                        this,
                        files,
                        localFiles,
                        task -> io.execute(() -> stage.runAs(member, () -> untilDeath(task))));
        WorkerNode worker =
                new WorkerNode(
                        node,
                        transport,
                        new ProgramClasses(classes),
                        metrics,
                        this,
                        WORK,
                        SLOTS,
                        NETWORK.channelCredits());
        root =
                stage.system(member)
                        .systemActorOf(
                                ProcessActor.create(
                                        new DirectoryNode(
                                                worker,
                                                new JobCatalog(files, CATALOG),
                                                records,
                                                RETENTION),
                                        made -> host = made,
                                        made -> directory = made,
                                        onEnd),
                                stage.newName(),
                                Props.empty());
    }

    /** A thread of a dead process goes no further than to its next change of a disk. */
    private static void untilDeath(Runnable task) {
        try {
            task.run();
        } catch (PowerFailure dead) {
            // Nobody is there to be told.
        }
    }

    int member() {
        return member;
    }

    NodeAddress address() {
        return transport.address();
    }

    LineTransport transport() {
        return transport;
    }

    /** Returns where the network of the process does its work. */
    Executor loop() {
        return loop;
    }

    ProcessFiles files() {
        return files;
    }

    @Nullable ActorRef<WorkerHost.Command> host() {
        return host;
    }

    @Nullable ActorRef<JobDirectory.Command> directory() {
        return directory;
    }

    boolean isAlive() {
        return alive;
    }

    /** Nothing that it does is seen by anybody any more. */
    void die(Random random) {
        alive = false;
        files.die(random);
        localFiles.die(random);
    }

    void startDirectory() {
        tell(ProcessActor.StartDirectory.INSTANCE);
    }

    /**
     * Ends its directory of jobs.
     *
     * @param onEnd called when nothing is left of it; not if the process ends before
     */
    void stopDirectory(Runnable onEnd) {
        tell(new ProcessActor.StopDirectory(onEnd));
    }

    /** Lets its actors end. */
    void stop() {
        tell(ProcessActor.Stop.INSTANCE);
    }

    private void tell(ProcessActor.Command command) {
        ActorRef<ProcessActor.Command> known = root;
        if (known != null) {
            known.tell(command);
        }
    }

    /** It stands still for so long from now on, or longer if it was to anyway. */
    void standStill(Duration howLong) {
        stillUntilNanos = Math.max(stillUntilNanos, scheduler.elapsed().plus(howLong).toNanos());
    }

    /** Returns whether no pause is left. */
    boolean mayGoOn() {
        return scheduler.elapsed().toNanos() >= stillUntilNanos;
    }

    /** Tells whether it sees the majority. */
    void quorum(boolean there) {
        if (quorum != there) {
            quorum = there;
            listeners.forEach(listener -> listener.accept(there));
        }
    }

    @Override
    public void listen(Consumer<Boolean> listener) {
        listeners.add(listener);
        listener.accept(quorum);
    }

    @Override
    public long currentTimeMillis() {
        return machine.currentTimeMillis();
    }

    @Override
    public long nanoTime() {
        return scheduler.nanoTime();
    }

    /** Returns what the data port refused, by reason. */
    Map<Refusal, Long> refused() {
        return transport.metrics().refused();
    }

    /** Returns the bytes that channels of this process hold. */
    long networkBytes() {
        NetworkMetrics now = transport.metrics();
        return now.memoryReserved();
    }
}
