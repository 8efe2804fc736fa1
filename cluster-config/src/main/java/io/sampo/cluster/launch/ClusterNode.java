/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.formation.MajorityGuard;
import io.sampo.cluster.formation.MajorityListener;
import io.sampo.cluster.formation.MemberChange;
import io.sampo.cluster.http.NodeHttp;
import io.sampo.cluster.http.NodeMetrics;
import io.sampo.cluster.http.NodeView;
import io.sampo.cluster.lifeline.Lifeline;
import io.sampo.cluster.persistence.JobDatabase;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.time.Clock;
import io.sampo.runtime.node.NodeThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node of a cluster: its actor system, its place among the members, and what ends with
 * it. Thread-safe.
 */
public final class ClusterNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    /** The role of nodes that may host the directory of jobs, and job masters. */
    public static final String MASTER = "master";

    /** The role of nodes that run subtasks. */
    public static final String WORKER = "worker";

    private final NodeConfig config;
    private final ActorSystem<SpawnProtocol.Command> system;
    private final HostPort address;
    private final Optional<SSLContext> tls;
    private final NodeThreads threads = new NodeThreads();
    private final MetricRegistry metrics = new MetricRegistry();
    private final MajorityGuard guard = new MajorityGuard(Lifeline::isDead);
    private final NodeView view;
    private final CompletableFuture<ClusterNode> up = new CompletableFuture<>();
    private final List<AutoCloseable> atEnd = Collections.synchronizedList(new ArrayList<>());
    private final CompletionStage<NodeExit> ended;
    private volatile @Nullable NodeHttp http;
    private volatile Optional<JobDatabase> database = Optional.empty();

    /** Whose the process is that a node runs in. */
    public enum Hosting {
        /** The node's: a signal stops it, and it ends with the node. */
        OWN_PROCESS,
        /** Somebody else's, such as a test's. */
        SHARED_PROCESS
    }

    /** Creates a node around a system that has not joined yet. */
    ClusterNode(
            NodeConfig config,
            ActorSystem<SpawnProtocol.Command> system,
            Optional<SSLContext> tls) {
        this.config = config;
        this.system = system;
        this.tls = tls;
        view = new NodeView(guard, config.seeds(), Clock.system());
        int port = Cluster.get(system).selfMember().address().getPort().orElse(0);
        address = new HostPort(config.host(), port);
        atEnd(threads);
        ended = system.getWhenTerminated().handle((done, failure) -> end());
    }

    void bindHttp() {
        NodeMetrics figures = new NodeMetrics(view, metrics);
        atEnd(figures);
        NodeHttp started =
                NodeHttp.bind(
                        config.httpHost(), config.ports().http(), view, figures, threads.io());
        atEnd(started);
        http = started;
    }

    /** A wrong password is to be seen now, and not when the node before this one has died. */
    void openDatabase() {
        if (config.roles().contains(MASTER)) {
            database = JobDatabase.open(config);
            database.ifPresent(this::atEnd);
        }
    }

    /**
     * Starts a node and lets it look for its cluster; returns before it has found it. Blocks while
     * it starts.
     *
     * @param services started one after the other, before the node joins
     * @throws io.sampo.core.error.StreamException if it cannot start, naming the setting and the
     *     way out. Nothing of it is left then, if the process is shared; otherwise the caller ends
     *     the process
     */
    public static ClusterNode start(
            NodeConfig config, List<? extends NodeService> services, Hosting hosting) {
        return new NodeStart(config, hosting).run(services);
    }

    /** Returns what the node is to do. */
    public NodeConfig config() {
        return config;
    }

    /** Returns its name: the configured one, or its address. */
    public String name() {
        return config.name().orElse(address.toString());
    }

    /** Returns its actor system; its guardian spawns what it is asked to. */
    public ActorSystem<SpawnProtocol.Command> system() {
        return system;
    }

    /** Returns where its control port is, as other nodes know it. */
    public HostPort address() {
        return address;
    }

    /** Returns where its HTTP port is. */
    public HostPort httpAddress() {
        return new HostPort(config.httpHost(), http().port());
    }

    /** Returns its HTTP port, for further pages. */
    public NodeHttp http() {
        NodeHttp started = http;
        if (started == null) {
            throw new IllegalStateException("The node starts: " + address);
        }
        return started;
    }

    /** Returns what connections between nodes use, both sides with their certificates. */
    public Optional<SSLContext> tls() {
        return tls;
    }

    /**
     * Returns where the records of jobs are durable; nothing if that is the checkpoint directory,
     * or if the node has not the role {@code master}.
     */
    public Optional<JobDatabase> jobDatabase() {
        return database;
    }

    /** Returns where jobs register the figures that {@code /metrics} shows. */
    public MetricRegistry metrics() {
        return metrics;
    }

    /** Returns the members as this node sees them. */
    public NodeView view() {
        return view;
    }

    /** Returns the threads for blocking work and wake-ups; they end with the node. */
    public NodeThreads threads() {
        return threads;
    }

    /** Adds a listener; it is told at once whether the node is of the majority. */
    public void addMajorityListener(MajorityListener listener) {
        guard.add(listener);
    }

    /** Completes when the node is a member and up; with an exception if it ends before. */
    public CompletionStage<ClusterNode> whenUp() {
        return up.minimalCompletionStage();
    }

    /**
     * Registers what is done when the node is stopped, before it leaves the cluster and hands over
     * what it hosts: a last checkpoint, for example. All such tasks run side by side; the node
     * waits {@code failure.stop-timeout} for them. Not called if the process is killed, or the
     * cluster goes on without it already.
     */
    public void beforeLeaving(String task, Supplier<CompletionStage<Done>> work) {
        whenStopped(CoordinatedShutdown.PhaseBeforeClusterShutdown(), task, work);
    }

    /**
     * Registers what is done while a node that is stopped hands over what it hosts, after {@link
     * #beforeLeaving}: it is a member until then. Not called if the cluster goes on without it
     * already, nor if no other node can have what it hosts.
     */
    public void whileHandingOver(String task, Supplier<CompletionStage<Done>> work) {
        whenStopped(
                CoordinatedShutdown.PhaseClusterExiting(),
                task,
                () ->
                        hasSuccessor()
                                ? work.get()
                                : CompletableFuture.completedFuture(Done.getInstance()));
    }

    private boolean hasSuccessor() {
        Cluster cluster = Cluster.get(system);
        for (Member member : cluster.state().getMembers()) {
            if (member.status().equals(MemberStatus.up())
                    && member.hasRole(MASTER)
                    && !member.uniqueAddress().equals(cluster.selfMember().uniqueAddress())) {
                return true;
            }
        }
        return false;
    }

    private void whenStopped(String phase, String task, Supplier<CompletionStage<Done>> work) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(
                phase,
                task,
                () ->
                        NodeExit.of(shutdown.getShutdownReason()) == NodeExit.DOWNED
                                ? CompletableFuture.completedFuture(Done.getInstance())
                                : work.get());
    }

    /** Registers what is closed when the actor system has ended, the last one first. */
    public void atEnd(AutoCloseable resource) {
        atEnd.add(resource);
    }

    /** Leaves the cluster and ends. Returns at once; {@link #whenEnded} says when it is done. */
    public void stop() {
        CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterLeavingReason());
    }

    /** Completes when the node has ended, in whatever way, and all is closed. */
    public CompletionStage<NodeExit> whenEnded() {
        return ended;
    }

    /** Stops the node and waits for its end. */
    @Override
    public void close() {
        stop();
        whenEnded().toCompletableFuture().join();
    }

    MajorityGuard guard() {
        return guard;
    }

    /** Says in the log what happened, and completes what waits for this node to be up. */
    void onChange(MemberChange change) {
        if (change.kind() == MemberChange.Kind.UNREACHABLE
                || change.kind() == MemberChange.Kind.DOWNED) {
            LOG.warn("{}", change);
        } else {
            LOG.info("{}", change);
        }
        if (change.member().self() && change.kind() == MemberChange.Kind.UP) {
            up.complete(this);
        }
    }

    private NodeExit end() {
        up.completeExceptionally(new IllegalStateException("The node has ended: " + address));
        List<AutoCloseable> all;
        synchronized (atEnd) {
            all = new ArrayList<>(atEnd);
            atEnd.clear();
        }
        Collections.reverse(all);
        for (AutoCloseable resource : all) {
            try {
                resource.close();
            } catch (Exception unclosed) {
                LOG.warn("Not closed: {}", resource, unclosed);
            }
        }
        NodeExit exit = NodeExit.of(CoordinatedShutdown.get(system).getShutdownReason());
        sayWhy(exit);
        return exit;
    }

    private void sayWhy(NodeExit exit) {
        if (exit == NodeExit.DOWNED) {
            LOG.warn(
                    "The cluster goes on without this node, which was silent for too long, or cut off,"
                            + " or had founded a cluster of its own: node={}. Start it again.",
                    name());
        } else if (exit == NodeExit.NOT_JOINED) {
            LOG.error(
                    "The cluster was not found: failure.join-timeout={} s seeds={}. See whether the"
                            + " first of the seeds runs, which founds it, and whether its log says that"
                            + " this node was refused: all nodes have the same sampo.network.token, or"
                            + " certificates of one authority. Then start this node again.",
                    config.failure().joinTimeout().toSeconds(),
                    config.seeds());
        }
    }
}
