/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;

/**
 * Connects to the control port of a node, and says what is no handshake, or nearly one: changes of
 * what a node says first, recorded from one that calls, so that nothing here knows the protocol.
 */
final class Stranger implements AutoCloseable {
    private static final int MOST_OPEN = 50;

    /** What Artery begins with, a stream of control messages, and a length below zero. */
    private static final byte[] ARTERY = {'A', 'K', 'K', 'A', 1, -1, -1, -1, -1, 0, 0, 0, 0};

    /** The header of a record of TLS that is longer than TLS lets it be. */
    private static final byte[] LONG_RECORD = {22, 3, 3, 0x70, 0};

    private final int port;
    private final byte[] recorded;
    private final Random random;
    private final Deque<Socket> open = new ArrayDeque<>();

    Stranger(int port, byte[] recorded, Random random) {
        this.port = port;
        this.recorded = recorded;
        this.random = random;
    }

    /** Listens at a port until a node has called there, and returns what it said. */
    static byte[] record(int port) throws IOException {
        try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(60_000);
            try (Socket called = listener.accept()) {
                called.setSoTimeout(60_000);
                ByteArrayOutputStream said = new ByteArrayOutputStream();
                said.write(called.getInputStream().read());
                said.writeBytes(readFor(called, 500));
                return said.toByteArray();
            }
        }
    }

    /** Calls once. The node may close the connection at any time. */
    void call() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            OutputStream out = socket.getOutputStream();
            switch (random.nextInt(7)) {
                case 0 -> {
                    out.write(recorded);
                    // a proof of the node, or nearly one, as its own
                    byte[] answer = readFor(socket, 100);
                    out.write(random.nextBoolean() ? changed(answer) : noise(100));
                }
                case 1 -> out.write(recorded, 0, random.nextInt(recorded.length));
                case 2 -> out.write(noise(1 << 16));
                case 3 -> {
                    for (int i = random.nextInt(50); i >= 0; i--) {
                        out.write(recorded);
                    }
                }
                case 4 -> {
                    out.write(random.nextBoolean() ? recorded : new byte[0]);
                    out.write(ARTERY);
                }
                case 5 -> {
                    out.write(LONG_RECORD);
                    out.write(new byte[1 << 16]);
                }
                default -> {
                    out.write(changed(recorded));
                    out.write(noise(100));
                }
            }
            if (random.nextInt(4) > 0) {
                socket.shutdownOutput();
                readFor(socket, 20);
            }
        } catch (SocketException refused) {
            socket.close();
        }
        open.add(socket);
        while (open.size() > random.nextInt(MOST_OPEN)) {
            open.remove().close();
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private byte[] changed(byte[] said) {
        byte[] changed = Arrays.copyOf(said, Math.max(1, said.length));
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    private byte[] noise(int most) {
        byte[] noise = new byte[random.nextInt(most)];
        random.nextBytes(noise);
        return noise;
    }

    /** Reads until the other side is silent for so long, or has closed. */
    private static byte[] readFor(Socket socket, int millis) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        socket.setSoTimeout(millis);
        InputStream in = socket.getInputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                said.write(next);
            }
        } catch (SocketTimeoutException silent) {
            return said.toByteArray();
        }
        return said.toByteArray();
    }
}
