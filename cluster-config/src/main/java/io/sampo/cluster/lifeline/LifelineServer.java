/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.node.EngineThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the connections of those who watch this process. Says who it is, once, and then nothing:
 * what counts is that the connection is there. Bound before the node joins, and closed by the end
 * of the process, so that a refusal means just that. Thread-safe.
 */
final class LifelineServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LifelineServer.class);

    /** Far more than nodes; whoever opens connections for nothing must not use up the files. */
    private static final int MOST_CONNECTIONS = 1024;

    private final ServerSocketChannel server;
    private final Selector selector;

    private LifelineServer(ServerSocketChannel server, Selector selector) {
        this.server = server;
        this.selector = selector;
    }

    /**
     * Listens, and lets those who connect wait for a greeting.
     *
     * @throws StreamException with {@code HELD_BY_OTHER} if it cannot
     */
    static LifelineServer bind(String host, int port) {
        try {
            Selector selector = Selector.open();
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(host, port));
            server.configureBlocking(false);
            return new LifelineServer(server, selector);
        } catch (IOException | RuntimeException unbound) {
            throw new StreamException(
                    ErrorCode.HELD_BY_OTHER,
                    "Cannot listen for lifelines: bind-host="
                            + host
                            + " ports.lifeline="
                            + port
                            + ": "
                            + unbound
                            + ". End what listens there, or set another sampo.node.ports.lifeline.",
                    unbound);
        }
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** Returns how many watch this process now. */
    int connections() {
        return Math.max(0, selector.isOpen() ? selector.keys().size() - 1 : 0);
    }

    /** Begins to greet, with the uid of this process. */
    void greet(long uid) {
        EngineThreads.startDaemon(() -> serve(uid), "sampo-lifeline-server");
    }

    private void serve(long uid) {
        ByteBuffer scratch = ByteBuffer.allocate(64);
        try (selector) {
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (server.isOpen()) {
                selector.select(
                        key -> {
                            if (key.isValid() && key.isAcceptable()) {
                                accept(uid);
                            } else {
                                // Nobody has anything to say here; it is the end, or somebody else.
                                end(key, scratch);
                            }
                        });
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException | RuntimeException failure) {
            if (server.isOpen()) {
                LOG.error("No lifelines any more: other nodes may take this one for dead", failure);
            }
        }
    }

    private void accept(long uid) {
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            if (selector.keys().size() > MOST_CONNECTIONS) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            // A new connection has room for so few bytes.
            channel.write(Greeting.of(uid));
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException gone) {
            LOG.debug("A lifeline was gone before it was there", gone);
        }
    }

    private static void end(SelectionKey key, ByteBuffer scratch) {
        try (SocketChannel channel = (SocketChannel) key.channel()) {
            scratch.clear();
            int read = channel.read(scratch);
            LOG.debug("A lifeline ended: from={} bytes={}", channel.getRemoteAddress(), read);
        } catch (IOException reset) {
            LOG.debug("A lifeline was reset", reset);
        }
    }

    /** Refuses from now on; those who are connected see the end at once after. */
    @Override
    public void close() {
        try {
            server.close();
            selector.wakeup();
        } catch (IOException unclosed) {
            LOG.debug("Not closed", unclosed);
        }
    }
}
