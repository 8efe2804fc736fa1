/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.lifeline.LifelineWatch.Action;
import io.sampo.cluster.lifeline.LifelineWatch.Next;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connection to one other process and tells its {@link LifelineWatch} what happens to it.
 * Runs on a thread of its own; {@link #stop} may be called from any other.
 */
final class LifelineProbe implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LifelineProbe.class);
    private static final int CONNECT_TIMEOUT_MILLIS = 1000;

    /** A process that hangs has its connections accepted by the system, and says nothing. */
    private static final int GREETING_TIMEOUT_MILLIS = 2000;

    private final HostPort port;
    private final LifelineWatch watch;
    private final Refusal refusal;
    private final Runnable onDead;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Socket connection;

    /**
     * Creates a probe.
     *
     * @param port the lifeline port of the process
     * @param onDead called once, on the probe's thread, if the process is dead
     */
    LifelineProbe(HostPort port, LifelineWatch watch, Refusal refusal, Runnable onDead) {
        this.port = port;
        this.watch = watch;
        this.refusal = refusal;
        this.onDead = onDead;
    }

    @Override
    public void run() {
        try {
            Next next = connect();
            while (next.action() == Action.CONNECT && !isStoppedWithin(next.afterMillis())) {
                next = connect();
            }
            if (next.action() == Action.DEAD && stopped.getCount() > 0) {
                onDead.run();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStoppedWithin(long millis) throws InterruptedException {
        return stopped.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends the probe, whatever it is waiting for. */
    void stop() {
        stopped.countDown();
        synchronized (this) {
            if (connection != null) {
                closeQuietly(connection);
            }
        }
    }

    /** Connects, stays connected as long as may be, and returns what is to be done then. */
    private Next connect() {
        try (Socket socket = new Socket()) {
            hold(socket);
            socket.connect(new InetSocketAddress(port.host(), port.port()), CONNECT_TIMEOUT_MILLIS);
            socket.setKeepAlive(true);
            socket.setSoTimeout(GREETING_TIMEOUT_MILLIS);
            OptionalLong uid = Greeting.read(socket.getInputStream());
            if (uid.isEmpty()) {
                return watch.unclear();
            }
            Next next = watch.greeted(uid.getAsLong());
            return next.action() == Action.STAY ? stay(socket) : next;
        } catch (EOFException | SocketTimeoutException noGreeting) {
            return watch.unclear();
        } catch (IOException | RuntimeException failure) {
            boolean refused = failure instanceof IOException io && refusal.is(io);
            LOG.debug("No lifeline: to={} refused={}", port, refused, failure);
            return refused ? watch.refused() : watch.unclear();
        }
    }

    private Next stay(Socket socket) {
        try {
            socket.setSoTimeout(0);
            int byteOrEnd = socket.getInputStream().read();
            return byteOrEnd < 0 ? watch.lost() : watch.unclear();
        } catch (IOException broken) {
            LOG.debug("The lifeline broke: to={}", port, broken);
            return watch.lost();
        }
    }

    private synchronized void hold(Socket socket) throws IOException {
        connection = socket;
        if (stopped.getCount() == 0) {
            socket.close();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException unclosed) {
            LOG.debug("Not closed: {}", socket, unclosed);
        }
    }
}
