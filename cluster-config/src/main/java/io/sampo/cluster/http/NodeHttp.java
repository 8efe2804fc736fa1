/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port of a node.
 *
 * <ul>
 *   <li>{@code /live}: 200 as long as the process answers
 *   <li>{@code /ready}: 200 if the node is up and of the majority, else 503 and why not
 *   <li>{@code /members}: the members as this node sees them, JSON
 *   <li>{@code /metrics}: figures for Prometheus
 *   <li>what others {@link #add}
 * </ul>
 */
public final class NodeHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeHttp.class);
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MOST_AT_A_TIME = 8;
    private static final int MOST_ADDED = MOST_AT_A_TIME / 2;

    private static final Answer TOO_MANY =
            new Answer(
                    503,
                    PLAIN,
                    "EXTERNAL_IO: This node answers as many requests as it does at a time: most="
                            + MOST_ADDED
                            + ". Ask again, or another node.\n");

    static {
        // Whoever is slow to ask or to listen holds one of few threads; in seconds.
        setIfAbsent("sun.net.httpserver.maxReqTime", "60");
        // Counts from the end of the request: a savepoint takes its time.
        setIfAbsent("sun.net.httpserver.maxRspTime", "660");
    }

    private final HttpServer server;

    /** Requests that may take long leave threads to those that tell whether the node is well. */
    private final Semaphore added = new Semaphore(MOST_ADDED);

    private record Answer(int status, String type, String text) {}

    private NodeHttp(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes hold of the port; requests wait until {@link #open}.
     *
     * @param port 0 takes a free one
     * @param threads where requests are answered, eight at a time
     * @throws StreamException with {@code HELD_BY_OTHER} if it cannot
     */
    public static NodeHttp bind(
            String host, int port, NodeView view, NodeMetrics metrics, Executor threads) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
            server.setExecutor(few(threads));
            add(server, "/live", () -> new Answer(200, PLAIN, "alive\n"));
            add(
                    server,
                    "/ready",
                    () ->
                            view.notReady()
                                    .map(why -> new Answer(503, PLAIN, "not ready: " + why + "\n"))
                                    .orElse(new Answer(200, PLAIN, "ready\n")));
            add(
                    server,
                    "/members",
                    () ->
                            new Answer(
                                    200,
                                    JSON,
                                    MembersJson.write(view.hasMajority(), view.members())));
            add(server, "/metrics", () -> new Answer(200, PROMETHEUS, metrics.scrape()));
            return new NodeHttp(server);
        } catch (IOException | RuntimeException unbound) {
            throw new StreamException(
                    ErrorCode.HELD_BY_OTHER,
                    "Cannot listen for HTTP: http-host="
                            + host
                            + " ports.http="
                            + port
                            + ": "
                            + unbound
                            + ". End what listens there, or set another sampo.node.ports.http.",
                    unbound);
        }
    }

    /** Begins to answer: all pages are there. */
    public void open() {
        server.start();
    }

    /** Returns where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Adds what answers requests for a path and all below it.
     *
     * @param handler called on the node's threads for blocking work; the exchange is closed for it
     */
    public void add(String path, HttpHandler handler) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        if (!added.tryAcquire()) {
                            send(exchange, TOO_MANY);
                            return;
                        }
                        try {
                            handler.handle(exchange);
                        } finally {
                            added.release();
                        }
                    }
                });
    }

    private static void add(HttpServer server, String path, Supplier<Answer> page) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        answer(exchange, path, page);
                    }
                });
    }

    private static void answer(HttpExchange exchange, String path, Supplier<Answer> page)
            throws IOException {
        String method = exchange.getRequestMethod();
        Answer answer;
        if (!exchange.getRequestURI().getPath().equals(path)) {
            answer = new Answer(404, PLAIN, "no such page\n");
        } else if (!method.equals("HEAD") && !method.equals("GET")) {
            answer = new Answer(405, PLAIN, "only GET and HEAD\n");
        } else {
            answer = page(path, page);
        }
        send(exchange, answer);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private static Answer page(String path, Supplier<Answer> page) {
        try {
            return page.get();
        } catch (RuntimeException failure) {
            LOG.warn("A page failed: path={}", path, failure);
            return new Answer(500, PLAIN, "failed, the log of the node says why\n");
        }
    }

    /** Refuses more than a few at a time: the server then closes the connection. */
    private static Executor few(Executor threads) {
        Semaphore free = new Semaphore(MOST_AT_A_TIME);
        return task -> {
            if (!free.tryAcquire()) {
                throw new RejectedExecutionException(
                        MOST_AT_A_TIME + " requests are being answered");
            }
            try {
                threads.execute(
                        () -> {
                            try {
                                task.run();
                            } finally {
                                free.release();
                            }
                        });
            } catch (RejectedExecutionException closed) {
                free.release();
                throw closed;
            }
        };
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
