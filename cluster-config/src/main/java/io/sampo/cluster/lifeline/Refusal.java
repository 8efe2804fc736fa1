/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;

/**
 * Tells a refused connection from others that failed. Java throws the same exception for a refusal
 * and for a network that is not there, with the system's message in the system's language; so the
 * message is learned from a connection that is refused for certain.
 */
final class Refusal {
    private static final int TIMEOUT_MILLIS = 1000;

    private final String message;

    private Refusal(String message) {
        this.message = message;
    }

    /** Learns what a refusal looks like; nothing if this machine does not refuse. Blocks. */
    static Optional<Refusal> learn() {
        try {
            int closed;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                closed = free.getLocalPort();
            }
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), closed),
                        TIMEOUT_MILLIS);
            }
            return Optional.empty();
        } catch (ConnectException refused) {
            return Optional.of(new Refusal(String.valueOf(refused.getMessage())));
        } catch (IOException other) {
            return Optional.empty();
        }
    }

    boolean is(IOException failure) {
        return failure instanceof ConnectException
                && message.equals(String.valueOf(failure.getMessage()));
    }
}
