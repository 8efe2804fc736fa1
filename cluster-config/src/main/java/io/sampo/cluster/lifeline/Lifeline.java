/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.formation.ClusterMember;
import io.sampo.cluster.formation.ClusterMember.State;
import io.sampo.cluster.formation.MemberChange;
import io.sampo.cluster.formation.MembershipListener;
import io.sampo.runtime.node.EngineThreads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lifelines of one node: to each other member that is up or about to be, and from them. A
 * member that goes by itself is left alone. Off where connections may be refused in a node's place
 * ({@code sampo.node.failure.lifeline}). Thread-safe.
 */
public final class Lifeline implements MembershipListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);

    private final Optional<LifelineServer> server;
    private final Optional<Refusal> refusal;
    private final Map<Peer, LifelineProbe> probes = new HashMap<>();
    private Consumer<HostPort> down = address -> {};
    private boolean closed;

    private record Peer(HostPort address, long uid) {}

    private Lifeline(Optional<LifelineServer> server, Optional<Refusal> refusal) {
        this.server = server;
        this.refusal = refusal;
    }

    /** Returns one that sees nothing. */
    public static Lifeline off() {
        return new Lifeline(Optional.empty(), Optional.empty());
    }

    /**
     * Listens; to be called before the node joins. Blocks for a moment.
     *
     * @param port 0 takes a free one
     * @throws io.sampo.core.error.StreamException with {@code HELD_BY_OTHER} if it cannot listen
     */
    public static Lifeline bind(String host, int port) {
        Optional<Refusal> refusal = Refusal.learn();
        if (refusal.isEmpty()) {
            LOG.warn(
                    "Connections to a closed port are not refused here, so that dead processes are"
                            + " not told from silent ones. Set sampo.node.failure.lifeline = off");
        }
        return new Lifeline(Optional.of(LifelineServer.bind(host, port)), refusal);
    }

    /** Returns where it listens. */
    public OptionalInt port() {
        return server.isPresent() ? OptionalInt.of(server.get().port()) : OptionalInt.empty();
    }

    /**
     * Begins to answer and to watch.
     *
     * @param uid of this process
     * @param downing is told the control address of a member whose process is dead; called on a
     *     thread of the lifeline
     */
    public synchronized void start(long uid, Consumer<HostPort> downing) {
        down = downing;
        server.ifPresent(listening -> listening.greet(uid));
    }

    /** Tells whether a member's process is proven to be dead. */
    public static boolean isDead(ClusterMember member) {
        return Crashes.contains(member.address(), member.uid());
    }

    @Override
    public synchronized void changed(MemberChange change, List<ClusterMember> members) {
        ClusterMember member = change.member();
        Peer peer = new Peer(member.address(), member.uid());
        boolean stays = member.state() == State.UP || member.state() == State.JOINING;
        if (change.kind() == MemberChange.Kind.REMOVED || !stays) {
            LifelineProbe probe = probes.remove(peer);
            if (probe != null) {
                probe.stop();
            }
            if (change.kind() == MemberChange.Kind.REMOVED) {
                Crashes.forget(peer.address(), peer.uid());
            }
        } else if (!member.self() && !closed && !probes.containsKey(peer)) {
            watch(peer, member.lifelinePort());
        }
    }

    private void watch(Peer peer, OptionalInt port) {
        if (refusal.isEmpty() || port.isEmpty()) {
            return;
        }
        HostPort at = new HostPort(peer.address().host(), port.getAsInt());
        LifelineProbe probe =
                new LifelineProbe(
                        at, new LifelineWatch(peer.uid()), refusal.get(), () -> dead(peer));
        probes.put(peer, probe);
        EngineThreads.startDaemon(probe, "sampo-lifeline-" + peer.address());
    }

    private void dead(Peer peer) {
        Consumer<HostPort> downing;
        synchronized (this) {
            if (closed || !probes.containsKey(peer)) {
                return;
            }
            // Before anybody is told that it is unreachable: the majority is counted without it.
            Crashes.mark(peer.address(), peer.uid());
            downing = down;
        }
        LOG.warn(
                "member dead: {} uid={}: its lifeline was lost and is refused",
                peer.address(),
                peer.uid());
        downing.accept(peer.address());
    }

    /** Ends all, so that others see this process as dead: to be called last. */
    @Override
    public synchronized void close() {
        closed = true;
        probes.values().forEach(LifelineProbe::stop);
        probes.clear();
        server.ifPresent(LifelineServer::close);
    }
}
