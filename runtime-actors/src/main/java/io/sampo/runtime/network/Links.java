/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.exchange.OutputChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to all nodes, and the ends of all channels by attempt. Public methods are called
 * from any thread; the work is done on the first event loop.
 *
 * <p>A channel has an end on either node, so both want the connection: the one with the smaller
 * address calls, the other waits for the call.
 */
final class Links {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    private static final int MAX_PEERS = 1000;

    /** What one frame with its packet is about, where records are small. */
    private static final long USUAL_FRAME = 48 * 1024;

    private static final int MAX_CLOSED_JOBS = 1000;

    private final NodeAddress self;
    private final Wire.Loop loop;
    private final NetworkServices services;
    private final NetworkMemory memory;
    private final Consumer<NodeAddress> caller;

    private final Map<NodeAddress, Peer> peers = new HashMap<>();
    private final Map<String, NavigableMap<Integer, List<RemoteEnd>>> endsByJob = new HashMap<>();

    /** The last attempt that was closed, of the jobs that closed one last. */
    private final Map<String, Integer> closed =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                    return size() > MAX_CLOSED_JOBS;
                }
            };

    private boolean stopped;

    /** Another node. */
    private static final class Peer {
        final List<RemoteEnd> waiting = new ArrayList<>();
        @Nullable Connection connection;
        boolean calling;

        boolean isOfUse() {
            return connection != null || calling || !waiting.isEmpty();
        }
    }

    /**
     * Creates what has no connections yet.
     *
     * @param caller makes a connection to a node, without waiting for it
     */
    Links(
            NodeAddress self,
            Wire.Loop loop,
            NetworkServices services,
            NetworkMemory memory,
            Consumer<NodeAddress> caller) {
        this.self = self;
        this.loop = loop;
        this.services = services;
        this.memory = memory;
        this.caller = caller;
    }

    /** As {@link io.sampo.runtime.exchange.Transport#openSender}. */
    OutputChannel openSender(NodeAddress to, ChannelId channel, ChannelEnd end) {
        checkOther(to, end);
        long wanted = services.settings().channelCredits() * USUAL_FRAME;
        long share = memory.reserve(wanted, end.name());
        RemoteSender sender = new RemoteSender(to, channel, end, share, services);
        open(sender);
        return sender;
    }

    /** As {@link io.sampo.runtime.exchange.Transport#openReceiver}. */
    InputChannel openReceiver(NodeAddress from, ChannelId channel, int credits, ChannelEnd end) {
        checkOther(from, end);
        long share = memory.reserve(credits * USUAL_FRAME, end.name());
        RemoteReceiver receiver = new RemoteReceiver(from, channel, end, credits, share, services);
        open(receiver);
        return receiver;
    }

    private void checkOther(NodeAddress node, ChannelEnd end) {
        if (node.equals(self)) {
            throw new IllegalArgumentException(
                    "A channel within a node does not go over the network: channel="
                            + end.name()
                            + " node="
                            + node);
        }
    }

    /** Opens an end, now or when there is a connection. */
    private void open(RemoteEnd end) {
        try {
            loop.execute(() -> openNow(end));
        } catch (RejectedExecutionException stop) {
            end.breakWith("this node stops", stop);
        }
    }

    private void openNow(RemoteEnd end) {
        String job = end.id().jobId();
        int attempt = end.id().attempt();
        if (stopped || attempt <= closed.getOrDefault(job, Integer.MIN_VALUE)) {
            memory.release(end.memory());
            end.breakWith(stopped ? "this node stops" : "the attempt has been closed here", null);
            return;
        }
        endsByJob
                .computeIfAbsent(job, any -> new TreeMap<>())
                .computeIfAbsent(attempt, any -> new ArrayList<>())
                .add(end);
        Peer peer = peers.computeIfAbsent(end.peer(), any -> new Peer());
        if (peer.connection != null) {
            give(end, peer.connection);
            return;
        }
        peer.waiting.add(end);
        if (self.compareTo(end.peer()) > 0) {
            awaitCall(end);
        } else if (!peer.calling) {
            peer.calling = true;
            caller.accept(end.peer());
        }
    }

    private static void give(RemoteEnd end, Connection connection) {
        end.settle(connection);
        connection.attach(end);
    }

    private void awaitCall(RemoteEnd end) {
        loop.after(
                services.settings().connectTimeout().toNanos(),
                () -> {
                    Peer peer = peers.get(end.peer());
                    if (peer != null && peer.waiting.remove(end)) {
                        end.breakWith(
                                "it did not connect within " + services.settings().connectTimeout(),
                                null);
                        forgetIfIdle(end.peer());
                    }
                });
    }

    private void forgetIfIdle(NodeAddress address) {
        Peer peer = peers.get(address);
        if (peer != null && !peer.isOfUse()) {
            peers.remove(address);
        }
    }

    /** A connection has come about. One that was there before is dead, though it may not show. */
    void connected(Connection connection) {
        onLoop(() -> connectedNow(connection));
    }

    /** Does nothing once this node has stopped. */
    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException stop) {
            LOG.debug("Too late, this node has stopped: node={}", self);
        }
    }

    private void connectedNow(Connection connection) {
        NodeAddress address = connection.peer();
        if (stopped || !peers.containsKey(address) && peers.size() >= MAX_PEERS) {
            services.refusals()
                    .refused(Refusal.TOO_MANY_CONNECTIONS, address, "nodes=" + peers.size());
            connection.close();
            return;
        }
        Peer peer = peers.computeIfAbsent(address, any -> new Peer());
        if (peer.connection != null) {
            peer.connection.close();
        } else {
            services.counters().connections.incrementAndGet();
        }
        LOG.info("Connected: node={} self={}", address, self);
        peer.calling = false;
        peer.connection = connection;
        for (RemoteEnd end : peer.waiting) {
            give(end, connection);
        }
        peer.waiting.clear();
    }

    /** A connection is no more; its channels know. */
    void disconnected(Connection connection) {
        onLoop(
                () -> {
                    Peer peer = peers.get(connection.peer());
                    if (peer != null && peer.connection == connection) {
                        LOG.info(
                                "Disconnected: node={} self={} because {}",
                                connection.peer(),
                                self,
                                connection.whyLost());
                        peer.connection = null;
                        services.counters().connections.decrementAndGet();
                        forgetIfIdle(connection.peer());
                    }
                });
    }

    /** A connection did not come about. */
    void callFailed(NodeAddress called, String why, @Nullable Throwable cause) {
        onLoop(
                () -> {
                    Peer peer = peers.get(called);
                    if (peer == null || !peer.calling) {
                        return;
                    }
                    peer.calling = false;
                    List<RemoteEnd> failed = List.copyOf(peer.waiting);
                    peer.waiting.clear();
                    forgetIfIdle(called);
                    for (RemoteEnd end : failed) {
                        end.breakWith("it cannot be reached: " + why, cause);
                    }
                });
    }

    /** As {@link io.sampo.runtime.exchange.Transport#closeAttempt}. */
    void closeAttempt(String jobId, int attempt) {
        onLoop(() -> closeNow(jobId, attempt));
    }

    private void closeNow(String jobId, int attempt) {
        closed.merge(jobId, attempt, Math::max);
        NavigableMap<Integer, List<RemoteEnd>> attempts = endsByJob.get(jobId);
        if (attempts != null) {
            NavigableMap<Integer, List<RemoteEnd>> over = attempts.headMap(attempt, true);
            over.values().forEach(ends -> ends.forEach(this::close));
            over.clear();
            if (attempts.isEmpty()) {
                endsByJob.remove(jobId);
            }
        }
        for (Peer peer : peers.values()) {
            if (peer.connection != null) {
                peer.connection.closeAttempt(jobId, attempt);
            }
        }
    }

    private void close(RemoteEnd end) {
        end.closed();
        memory.release(end.memory());
        Connection home = end.home();
        if (home != null) {
            home.detach(end);
            return;
        }
        Peer peer = peers.get(end.peer());
        if (peer != null) {
            peer.waiting.remove(end);
            forgetIfIdle(end.peer());
        }
        end.dispose();
    }

    /** Breaks and closes everything, and then tells; nothing is opened any more. */
    CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(this::stopNow, loop.tasks());
    }

    private void stopNow() {
        stopped = true;
        // First of all: an end that is closed in good order tells the other node, and it must not.
        for (Peer peer : peers.values()) {
            if (peer.connection != null) {
                peer.connection.close();
            }
        }
        for (NavigableMap<Integer, List<RemoteEnd>> attempts : endsByJob.values()) {
            for (List<RemoteEnd> ends : attempts.values()) {
                for (RemoteEnd end : ends) {
                    end.breakWith("this node stops", null);
                    close(end);
                }
            }
        }
        endsByJob.clear();
    }
}
