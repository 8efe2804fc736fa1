/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.checkpointing.storage.FileJobRecord;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.formation.MajorityListener;
import io.sampo.cluster.launch.ClusterNode;
import io.sampo.cluster.launch.NodeService;
import io.sampo.core.io.FileStore;
import io.sampo.core.objects.RoutedFiles;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.directory.DirectoryNode;
import io.sampo.runtime.directory.JobCatalog;
import io.sampo.runtime.directory.JobDirectory;
import io.sampo.runtime.network.NettyTransport;
import io.sampo.runtime.network.NetworkSettings;
import io.sampo.runtime.node.ActorSystemNode;
import io.sampo.runtime.node.Node;
import io.sampo.runtime.node.Quorum;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.runtime.worker.WorkerNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.japi.function.Function;

/**
 * Lets a node run jobs: opens its data port, takes shares of jobs, keeps the directory of jobs when
 * it is its turn, and takes requests about them at its HTTP port.
 */
public final class ClusterJobs implements NodeService {
    /** Below {@code sampo.checkpoint.dir}; no job has such a name there. */
    private static final String CLUSTER = "_cluster";

    /** Within the time that Pekko gives the phase; shares do not wait as long. */
    private static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(8);

    /** Called by the {@link java.util.ServiceLoader}. */
    public ClusterJobs() {}

    @Override
    public void start(ClusterNode cluster) {
        NodeConfig config = cluster.config();
        ActorSystem<?> system = cluster.system();
        RoutedFiles files = new RoutedFiles(FileStore.local(), config.settings());
        cluster.atEnd(files);
        Node node = new ActorSystemNode(system, cluster.threads(), files);
        NetworkSettings network = NetworkSettings.from(network(config));
        NettyTransport transport = NettyTransport.start(network, node.clock());
        cluster.atEnd(transport);
        Path shared = config.checkpointDir().orElse(config.dataDir()).resolve(CLUSTER);
        Path workDirectory = workDirectory(cluster);
        JarStore jars = new JarStore(files, shared.resolve("jars"), workDirectory.resolve("jars"));
        WorkerNode worker =
                new WorkerNode(
                        node,
                        transport,
                        jars,
                        cluster.metrics(),
                        quorum(cluster),
                        workDirectory,
                        config.slots(),
                        network.channelCredits());
        if (config.roles().contains(ClusterNode.WORKER)) {
            ActorRef<WorkerHost.Command> host =
                    system.systemActorOf(WorkerHost.create(worker), "sampo-worker", Props.empty());
            system.receptionist().tell(Receptionist.register(WorkerHost.KEY, host));
            cluster.beforeLeaving(
                    "sampo-shares",
                    () -> ask(system, host, WorkerHost.Leave::new, config.failure().stopTimeout()));
            cluster.whileHandingOver(
                    "sampo-next-runs",
                    () -> ask(system, host, WorkerHost.AwaitNextRuns::new, HAND_OVER_LIMIT));
        }
        JobLog log = JobLog.start(cluster.name());
        cluster.atEnd(log);
        system.receptionist()
                .tell(
                        Receptionist.register(
                                JobLogActor.KEY,
                                system.systemActorOf(
                                        JobLogActor.create(log), "sampo-job-log", Props.empty())));
        NodeSummary self =
                NodeSummary.of(config, cluster.name(), cluster.address(), cluster.httpAddress());
        system.receptionist()
                .tell(
                        Receptionist.register(
                                NodeSummaryActor.KEY,
                                system.systemActorOf(
                                        NodeSummaryActor.create(self),
                                        "sampo-node-summary",
                                        Props.empty())));
        JobCatalog catalog = new JobCatalog(files, shared.resolve("jobs"));
        DirectoryNode here =
                new DirectoryNode(worker, catalog, records(cluster), config.jobRetention());
        ActorRef<JobDirectory.Command> directory =
                ClusterSingleton.get(system).init(directory(system, here));
        new JobApi(system, directory, jars, config, cluster.view()).addTo(cluster.http());
    }

    /**
     * Jobs that can go on elsewhere do so, from a checkpoint of now, while this node still runs; so
     * do those whose masters are on it, when these are handed over.
     */
    private static CompletionStage<Done> ask(
            ActorSystem<?> system,
            ActorRef<WorkerHost.Command> host,
            Function<ActorRef<WorkerHost.Left>, WorkerHost.Command> question,
            Duration limit) {
        return AskPattern.<WorkerHost.Command, WorkerHost.Left>ask(
                        host, question, limit, system.scheduler())
                .handle((left, late) -> Done.getInstance());
    }

    /** A bug in the directory must not leave the cluster without one. */
    private static SingletonActor<JobDirectory.Command> directory(
            ActorSystem<?> system, DirectoryNode here) {
        Behavior<JobDirectory.Command> behavior =
                Behaviors.supervise(JobDirectory.create(here))
                        .onFailure(SupervisorStrategy.restart());
        return SingletonActor.of(behavior, "sampo-jobs")
                .withSettings(ClusterSingletonSettings.create(system).withRole(ClusterNode.MASTER));
    }

    /** What a process that was killed has left there is of no use to anybody. */
    private static Path workDirectory(ClusterNode cluster) {
        Path directory = cluster.config().dataDir().resolve("work-" + cluster.address().port());
        FileStore.local().deleteRecursively(directory);
        return directory;
    }

    private static Quorum quorum(ClusterNode cluster) {
        return listener ->
                cluster.addMajorityListener(
                        new MajorityListener() {
                            @Override
                            public void onMinority() {
                                listener.accept(false);
                            }

                            @Override
                            public void onMajority() {
                                listener.accept(true);
                            }
                        });
    }

    /** Without a database one process at a time has a job: a hung one must end first. */
    private static JobCheckpoints.Records records(ClusterNode cluster) {
        return cluster.jobDatabase()
                .<JobCheckpoints.Records>map(database -> database::record)
                .orElse(FileJobRecord::open);
    }

    /** The network goes by what the node is told, where that says the same. */
    private static Config network(NodeConfig config) {
        Map<String, Object> values = new HashMap<>();
        values.put("bind-host", config.bindHost());
        values.put("bind-port", config.ports().data());
        values.put("advertised-host", config.host());
        values.put("memory", config.memory().networkBytes());
        config.security()
                .tls()
                .ifPresent(
                        tls -> {
                            values.put("tls.enabled", true);
                            // As on the control port: who has a certificate of the authority
                            // is a node.
                            values.put("tls.verify-host-name", false);
                            values.put("tls.private-key", tls.key().toString());
                            values.put("tls.certificate", tls.certificate().toString());
                            values.put("tls.trusted", tls.ca().toString());
                        });
        Config node = ConfigFactory.parseMap(values, "sampo.node").atPath(NetworkSettings.PATH);
        return node.withFallback(config.settings());
    }
}
