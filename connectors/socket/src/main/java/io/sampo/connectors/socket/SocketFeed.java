/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import io.sampo.core.concurrent.StepwiseTask;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects and reads on the I/O executor, a few chunks ahead of the subtask's thread.
 *
 * <p>A step does one thing that blocks, for a tenth of a second at most when it reads. While the
 * queue is full there is none: taking an event starts the next.
 */
final class SocketFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFeed.class);
    private static final int EVENTS_AHEAD = 8;
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int SLICE_MILLIS = 100;

    private final SocketSplit server;
    private final StepwiseTask task;
    private final Runnable wakeUp;
    private final ArrayBlockingQueue<SocketEvent> queue = new ArrayBlockingQueue<>(EVENTS_AHEAD);
    private volatile boolean connectWanted;
    private volatile boolean closed;

    /** Touched by steps only. */
    private @Nullable Socket socket;

    SocketFeed(SocketSplit server, Executor executor, Runnable wakeUp) {
        this.server = server;
        task = new StepwiseTask(executor, this::step);
        this.wakeUp = wakeUp;
    }

    /** Starts to connect. Once, and once after each {@code Disconnected}. */
    void connect() {
        connectWanted = true;
        task.schedule();
    }

    /** Returns the next event, null if there is none yet. On the subtask's thread. */
    @Nullable SocketEvent poll() {
        SocketEvent event = queue.poll();
        if (event != null) {
            task.schedule();
        }
        return event;
    }

    @Override
    public void close() {
        closed = true;
        task.schedule();
    }

    /** Does one thing; returns whether there is more to do. */
    private boolean step() {
        if (closed) {
            disconnect();
            return false;
        }
        if (queue.remainingCapacity() == 0) {
            return false;
        }
        Socket current = socket;
        if (current != null) {
            return read(current);
        }
        if (connectWanted) {
            connectWanted = false;
            return open();
        }
        return false;
    }

    private boolean open() {
        Socket opening = new Socket();
        socket = opening;
        try {
            InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
            if (address.isUnresolved()) {
                throw new UnknownHostException("unknown host " + server.host());
            }
            opening.connect(address, CONNECT_MILLIS);
            opening.setSoTimeout(SLICE_MILLIS);
            opening.setKeepAlive(true);
        } catch (IOException | RuntimeException failure) {
            return lost(failure);
        }
        return tell(new SocketEvent.Connected());
    }

    private boolean read(Socket current) {
        byte[] content = new byte[CHUNK_BYTES];
        int count;
        try {
            count = current.getInputStream().read(content, 0, content.length);
        } catch (SocketTimeoutException quiet) {
            return true;
        } catch (IOException failure) {
            return lost(failure);
        }
        return count < 0 ? lost(null) : tell(new SocketEvent.Bytes(content, count));
    }

    private boolean lost(@Nullable Exception cause) {
        disconnect();
        tell(new SocketEvent.Disconnected(cause));
        return false;
    }

    private boolean tell(SocketEvent event) {
        queue.add(event);
        wakeUp.run();
        return true;
    }

    private void disconnect() {
        Socket current = socket;
        socket = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException failure) {
                LOG.debug("Closing a socket failed: server={}", server.splitId(), failure);
            }
        }
    }
}
