/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.sampo.runtime.exchange.ChannelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one connection. Confined to its event loop.
 *
 * <p>Receivers have indexes chosen here, senders those that the other node chose. A receiver that
 * the other node has opened before the sender is there waits in {@code announced}.
 */
final class ChannelTable {
    private static final int MAX_ANNOUNCED = 100_000;
    private static final int MAX_CLOSED_JOBS = 1000;

    private final IntObjectMap<RemoteReceiver> receivers = new IntObjectHashMap<>();
    private final IntObjectMap<RemoteSender> senders = new IntObjectHashMap<>();
    private final Map<ChannelId, RemoteSender> waiting = new HashMap<>();
    private final Map<ChannelId, Announced> announced = new HashMap<>();

    /** The last attempt that was closed, of the jobs that closed one last. */
    private final Map<String, Integer> closed =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                    return size() > MAX_CLOSED_JOBS;
                }
            };

    private int nextOwn;
    private int nextTheirs;

    /** A receiver of the other node. */
    record Announced(int index, int frames, long bytes) {}

    /** Gives a receiver its index. */
    int add(RemoteReceiver receiver) {
        receivers.put(nextOwn, receiver);
        return nextOwn++;
    }

    /** Returns the receiver of this sender, if it is there already. */
    @Nullable Announced add(RemoteSender sender) {
        Announced receiver = announced.remove(sender.id());
        if (receiver == null) {
            waiting.put(sender.id(), sender);
        } else {
            senders.put(receiver.index(), sender);
        }
        return receiver;
    }

    /**
     * The other node has opened a receiver.
     *
     * @return its sender, if it is there already
     * @throws StaleException if the attempt has been closed here
     */
    @Nullable RemoteSender announce(ChannelId id, Announced receiver) throws StaleException {
        if (receiver.index() != nextTheirs || receiver.frames() < 1 || receiver.bytes() < 1) {
            throw new RefusedException(
                    Refusal.BAD_PACKET, "channel=" + id + " " + receiver + " next=" + nextTheirs);
        }
        nextTheirs++;
        Integer over = closed.get(id.jobId());
        if (over != null && id.attempt() <= over) {
            throw new StaleException();
        }
        RemoteSender sender = waiting.remove(id);
        if (sender != null) {
            senders.put(receiver.index(), sender);
        } else if (announced.size() >= MAX_ANNOUNCED) {
            throw new RefusedException(
                    Refusal.TOO_MANY_CHANNELS, "channels without a sender=" + announced.size());
        } else if (announced.putIfAbsent(id, receiver) != null) {
            throw new RefusedException(Refusal.BAD_PACKET, "channel=" + id + " opened twice");
        }
        return sender;
    }

    /**
     * Returns the receiver of a frame.
     *
     * @throws StaleException if it is closed
     */
    RemoteReceiver receiver(int index, int attempt) throws StaleException {
        RemoteReceiver receiver = receiver(index);
        if (receiver.id().attempt() != attempt) {
            throw new StaleException();
        }
        return receiver;
    }

    /**
     * Returns a receiver.
     *
     * @throws StaleException if it is closed
     */
    RemoteReceiver receiver(int index) throws StaleException {
        RemoteReceiver receiver = receivers.get(index);
        if (receiver == null) {
            throw gone(index, nextOwn);
        }
        return receiver;
    }

    /**
     * Returns the sender that has that index.
     *
     * @throws StaleException if it is closed, or not there yet
     */
    RemoteSender sender(int index) throws StaleException {
        RemoteSender sender = senders.get(index);
        if (sender != null) {
            return sender;
        }
        throw gone(index, nextTheirs);
    }

    private static StaleException gone(int index, int next) {
        if (index < 0 || index >= next) {
            throw new RefusedException(
                    Refusal.UNKNOWN_CHANNEL, "index=" + index + " opened=" + next);
        }
        return new StaleException();
    }

    /** The other node has closed its receiver. */
    @Nullable RemoteSender closedByPeer(int index) throws StaleException {
        RemoteSender sender = senders.remove(index);
        if (sender == null && !announced.values().removeIf(known -> known.index() == index)) {
            throw gone(index, nextTheirs);
        }
        return sender;
    }

    /** Forgets an end. */
    void remove(RemoteEnd end) {
        if (end instanceof RemoteReceiver receiver) {
            receivers.remove(receiver.index());
        } else if (!waiting.remove(end.id(), end)) {
            senders.values().remove(end);
        }
    }

    /** Knows from now on that nobody here waits for channels of these attempts. */
    void close(String jobId, int attempt) {
        closed.merge(jobId, attempt, Math::max);
        announced.keySet().removeIf(id -> id.jobId().equals(jobId) && id.attempt() <= attempt);
    }

    /** Returns all ends, and forgets them. */
    List<RemoteEnd> clear() {
        List<RemoteEnd> all = new ArrayList<>(receivers.values());
        all.addAll(senders.values());
        all.addAll(waiting.values());
        receivers.clear();
        senders.clear();
        waiting.clear();
        announced.clear();
        return all;
    }

    /** What came is of a channel or attempt that has been closed here. */
    static final class StaleException extends Exception {
        private static final long serialVersionUID = 1L;

        StaleException() {
            super("closed", null, false, false);
        }
    }
}
