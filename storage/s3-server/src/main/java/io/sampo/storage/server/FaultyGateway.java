/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Stands in front of a server on 127.0.0.1 and does to each connection what it is told: passes so
 * many bytes each way and then cuts it, answers that it is all too much, or never answers.
 */
public final class FaultyGateway implements AutoCloseable {
    private static final String TOO_MUCH_BODY =
            "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>Please reduce your request"
                    + " rate.</Message></Error>";
    private static final String TOO_MUCH =
            "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n"
                    + "Content-Length: "
                    + TOO_MUCH_BODY.length()
                    + "\r\n\r\n"
                    + TOO_MUCH_BODY;
    private static final int BUFFER_BYTES = 8 * 1024;

    private final ServerSocket listener;
    private final int target;
    private final Supplier<Fate> fates;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private FaultyGateway(ServerSocket listener, int target, Supplier<Fate> fates) {
        this.listener = listener;
        this.target = target;
        this.fates = fates;
    }

    /**
     * What becomes of a connection.
     *
     * @param refused whether its first request is answered by 503
     * @param requestBytes how many bytes of requests pass before it is cut
     * @param answerBytes how many bytes of answers pass before it is cut; with 0 it is not cut, and
     *     no answer ever comes
     */
    public record Fate(boolean refused, long requestBytes, long answerBytes) {
        /** Nothing happens to it. */
        public static final Fate SOUND = new Fate(false, Long.MAX_VALUE, Long.MAX_VALUE);

        /** There is too much to do. */
        public static final Fate REFUSED = new Fate(true, Long.MAX_VALUE, Long.MAX_VALUE);

        /** There is no answer. */
        public static final Fate SILENT = new Fate(false, Long.MAX_VALUE, 0);
    }

    /**
     * Starts a gateway.
     *
     * @param target the port of the server
     * @param fates asked for each connection, by one thread
     */
    public static FaultyGateway start(int target, Supplier<Fate> fates) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            FaultyGateway gateway = new FaultyGateway(listener, target, fates);
            gateway.run(gateway::accept);
            return gateway;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Returns how many connections there have been. */
    public int connections() {
        return connections.get();
    }

    private void run(Runnable work) {
        Thread thread = new Thread(work, "faulty-gateway");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                connections.incrementAndGet();
                Fate fate = fates.get();
                run(() -> serve(client, fate));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client, Fate fate) {
        try {
            if (fate.refused()) {
                refuse(client);
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            run(() -> pass(server, client, fate.answerBytes()));
            pass(client, server, fate.requestBytes());
        } catch (IOException failure) {
            close(client);
        }
    }

    private void refuse(Socket client) throws IOException {
        if (client.getInputStream().read(new byte[BUFFER_BYTES]) > 0) {
            client.getOutputStream().write(TOO_MUCH.getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            // Closed at once, what has not been read would take the answer with it.
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        close(client);
    }

    private void pass(Socket from, Socket to, long bytes) {
        long left = bytes;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (bytes == 0) {
                    continue;
                }
                int now = (int) Math.min(read, left);
                out.write(buffer, 0, now);
                left -= now;
                if (left == 0) {
                    break;
                }
            }
        } catch (IOException cut) {
            // so is the other way
        }
        close(from);
        close(to);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException closedAnyway) {
            // nobody needs it any more
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException closedAnyway) {
            // nobody needs it any more
        }
        open.forEach(this::close);
    }
}
