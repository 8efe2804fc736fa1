/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.NodeAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One end of a channel to another node: where a subtask's thread and the event loop of a connection
 * meet.
 */
abstract class RemoteEnd {
    private final NodeAddress peer;
    private final ChannelId id;
    private final ChannelEnd end;
    private final long memory;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable Connection connection;

    /** The first loop's: the connection that the end was given to. */
    private @Nullable Connection home;

    RemoteEnd(NodeAddress peer, ChannelId id, ChannelEnd end, long memory) {
        this.peer = peer;
        this.id = id;
        this.end = end;
        this.memory = memory;
    }

    final NodeAddress peer() {
        return peer;
    }

    final ChannelId id() {
        return id;
    }

    final ChannelEnd end() {
        return end;
    }

    /** Returns the bytes that are reserved for the channel here. */
    final long memory() {
        return memory;
    }

    final @Nullable Connection home() {
        return home;
    }

    final void settle(Connection at) {
        home = at;
    }

    /** Returns whether the channel is broken or closed. */
    final boolean isOver() {
        return over.get();
    }

    /** Goes over this connection from now on. Called on its loop. */
    final void connect(Connection to) {
        connection = to;
    }

    /** Asks for a call of {@link #write}; called from any thread. */
    final void askToWrite() {
        Connection to = connection;
        if (to != null && !scheduled.get() && scheduled.compareAndSet(false, true)) {
            to.schedule(this);
        }
    }

    /** From now on it can be asked again. */
    final void turnBegins() {
        scheduled.set(false);
    }

    /** Writes all that waits. Called on the connection's loop. */
    abstract void write(Connection to);

    /** Lets go of all bytes. Called when neither the loop nor the subtask uses them any more. */
    abstract void dispose();

    /** Tells the subtask, unless it knows already, or the attempt is over. */
    final void breakWith(String why, @Nullable Throwable cause) {
        if (over.compareAndSet(false, true)) {
            end.onBroken()
                    .accept(
                            new StreamException(
                                    ErrorCode.CHANNEL_BROKEN,
                                    "A channel to another node is broken: channel="
                                            + end.name()
                                            + " node="
                                            + peer
                                            + ": "
                                            + why
                                            + ". The job goes on from its last checkpoint.",
                                    cause));
        }
    }

    /** The attempt is over. */
    final void closed() {
        over.set(true);
    }

    @Override
    public final String toString() {
        return end.name() + " (" + id + ")";
    }
}
