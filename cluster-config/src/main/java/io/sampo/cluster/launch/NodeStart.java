/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import com.typesafe.config.Config;
import io.sampo.cluster.config.ActorSystemConfig;
import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.formation.IslandWatch;
import io.sampo.cluster.formation.MembershipActor;
import io.sampo.cluster.formation.MembershipListener;
import io.sampo.cluster.gate.ArterySslEngines;
import io.sampo.cluster.gate.ControlGate;
import io.sampo.cluster.gate.GateSetup;
import io.sampo.cluster.gate.LastConnections;
import io.sampo.cluster.gate.TlsContext;
import io.sampo.cluster.lifeline.Lifeline;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one node: what may be refused comes first, joining last. The lifeline listens before the
 * node can be known to others, and ends after it is forgotten.
 */
final class NodeStart {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);
    private static final String SYSTEM = "sampo";
    private static final String PROTOCOL = "pekko";
    private static final long MIB = 1L << 20;

    private final NodeConfig config;
    private final ClusterNode.Hosting hosting;

    NodeStart(NodeConfig config, ClusterNode.Hosting hosting) {
        this.config = config;
        this.hosting = hosting;
    }

    ClusterNode run(List<? extends NodeService> services) {
        sayWhatHolds();
        makeDataDirectory();
        Optional<SSLContext> tls = config.security().tls().map(TlsContext::load);
        Lifeline lifeline =
                config.failure().lifeline()
                        ? Lifeline.bind(config.bindHost(), config.ports().lifeline())
                        : Lifeline.off();
        ActorSystem<SpawnProtocol.Command> system;
        try {
            system = system(tls, lifeline);
        } catch (Throwable notStarted) {
            lifeline.close();
            throw notStarted;
        }
        ClusterNode node = new ClusterNode(config, system, tls);
        node.atEnd(lifeline);
        LastConnections.endWith(Adapter.toClassic(system));
        if (hosting == ClusterNode.Hosting.OWN_PROCESS) {
            EndInTime.watch(system);
        }
        try {
            start(node, lifeline, services);
            return node;
        } catch (Throwable notStarted) {
            // A process of its own ends when its caller has said why.
            if (hosting == ClusterNode.Hosting.SHARED_PROCESS) {
                node.close();
            }
            throw notStarted;
        }
    }

    private void start(ClusterNode node, Lifeline lifeline, List<? extends NodeService> services) {
        node.bindHttp();
        node.openDatabase();
        ActorSystem<SpawnProtocol.Command> system = node.system();
        Cluster cluster = Cluster.get(system);
        Member self = cluster.selfMember();
        lifeline.start(
                self.uniqueAddress().longUid(),
                dead -> cluster.manager().tell(new Down(addressOf(dead))));
        List<MembershipListener> listeners = new ArrayList<>();
        listeners.add((change, members) -> node.onChange(change));
        listeners.add(node.view());
        listeners.add(node.guard());
        listeners.add(lifeline);
        system.systemActorOf(MembershipActor.create(listeners), "sampo-membership", Props.empty());
        IslandWatch.start(system, config.seeds(), node.view()::members);
        for (NodeService service : services) {
            service.start(node);
        }
        node.http().open();
        join(cluster, self);
        new JoinReport(node.view(), config.failure().joinTimeout(), node.threads().timer()).begin();
        LOG.info(
                "node {} started: control={} http={} lifeline={} roles={} seeds={}",
                node.name(),
                node.address(),
                node.httpAddress(),
                lifeline.port().isPresent() ? lifeline.port().getAsInt() : "off",
                config.roles(),
                config.seeds());
    }

    private void join(Cluster cluster, Member self) {
        if (config.seeds().isEmpty()) {
            cluster.manager().tell(new Join(self.address()));
        } else {
            cluster.manager()
                    .tell(
                            new JoinSeedNodes(
                                    config.seeds().stream().map(NodeStart::addressOf).toList()));
        }
    }

    private ActorSystem<SpawnProtocol.Command> system(Optional<SSLContext> tls, Lifeline lifeline) {
        Config settings =
                ActorSystemConfig.of(
                        config,
                        lifeline.port(),
                        ArterySslEngines.class,
                        hosting == ClusterNode.Hosting.OWN_PROCESS);
        ControlGate gate =
                tls.map(context -> ControlGate.ofCertificates(context, Clock.system()))
                        .orElseGet(
                                () ->
                                        ControlGate.ofToken(
                                                config.security().token(), Clock.system()));
        try {
            return ActorSystem.create(
                    SpawnProtocol.create(),
                    SYSTEM,
                    ActorSystemSetup.create(BootstrapSetup.create(settings), new GateSetup(gate)));
        } catch (RuntimeException unbound) {
            throw new StreamException(
                    ErrorCode.HELD_BY_OTHER,
                    "Cannot listen for other nodes: bind-host="
                            + config.bindHost()
                            + " ports.control="
                            + config.ports().control()
                            + ": "
                            + StreamException.withoutFullStop(unbound.getMessage())
                            + ". End what listens there, or set another sampo.node.ports.control.",
                    unbound);
        }
    }

    private void sayWhatHolds() {
        LOG.info("memory: {}", config.memory());
        long heap = Runtime.getRuntime().maxMemory();
        if (hosting == ClusterNode.Hosting.OWN_PROCESS
                && heap > config.memory().heapBytes() + 64 * MIB) {
            LOG.warn(
                    "The JVM may take more heap than sampo.node.memory.total leaves: {} MiB. Start it"
                            + " with {}",
                    heap / MIB,
                    config.memory().jvmOptions());
        }
        if (config.checkpointDir().isEmpty()) {
            LOG.warn(
                    "sampo.checkpoint.dir is not set: jobs that do not set it themselves keep no"
                            + " checkpoints");
        }
        if (config.isExposed() && config.security().isOpen()) {
            LOG.warn(
                    "INSECURE: bind-host={} and security.insecure = true: whoever reaches port {} can"
                            + " run code on this machine",
                    config.bindHost(),
                    config.ports().control());
        }
    }

    private void makeDataDirectory() {
        try {
            Files.createDirectories(config.dataDir());
            if (!Files.isWritable(config.dataDir())) {
                throw new AccessDeniedException(config.dataDir() + " is not writable");
            }
        } catch (IOException unmade) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "Cannot write to the directory for local files: sampo.node.data-dir="
                            + config.dataDir().toAbsolutePath()
                            + ": "
                            + unmade
                            + ". Name one that this process may write to.",
                    unmade);
        }
    }

    private static Address addressOf(HostPort node) {
        return new Address(PROTOCOL, SYSTEM, node.host(), node.port());
    }
}
