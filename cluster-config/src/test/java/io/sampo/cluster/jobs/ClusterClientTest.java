/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that is not there yet. */
class ClusterClientTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    private static ClusterClient client(InetSocketAddress address) {
        return new ClusterClient("127.0.0.1:" + address.getPort(), Optional.empty());
    }

    @Test
    void aNodeIsWaitedForUntilItIsReady() throws Exception {
        InetSocketAddress address = freeAddress();
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create();
        server.createContext(
                "/ready",
                exchange -> {
                    boolean ready = asked.incrementAndGet() == 3;
                    exchange.sendResponseHeaders(ready ? 200 : 503, -1);
                    exchange.close();
                });
        AtomicInteger waits = new AtomicInteger();
        try {
            client(address)
                    .awaitNode(
                            LONG,
                            () -> {
                                waits.incrementAndGet();
                                start(server, address);
                            });
        } finally {
            server.stop(0);
        }

        assertThat(waits).hasValue(1);
        assertThat(asked).hasValue(3);
    }

    /** Java's message about a header has the header in it. */
    @Test
    void aTokenThatCannotBeSentIsNotShown() throws Exception {
        ClusterClient client =
                new ClusterClient(
                        "127.0.0.1:" + freeAddress().getPort(), Optional.of("SECRET\nSECRET"));

        assertThatThrownBy(client::nodes)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("length=13")
                .hasNoCause()
                .hasMessageNotContaining("SECRET");
    }

    private static void start(HttpServer server, InetSocketAddress address) {
        try {
            server.bind(address, 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.start();
    }

    @Test
    void aNodeThatNeverComesIsNotWaitedForForever() throws Exception {
        AtomicInteger waits = new AtomicInteger();

        client(freeAddress()).awaitNode(Duration.ofMillis(1), waits::incrementAndGet);

        assertThat(waits).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "http://127.0.0.1:7613",
                "127.0.0.1:7613/jobs",
                ":7613",
                "node 1:7613",
                "node_1:7613",
                "node-1:99999",
                ""
            })
    void whatIsNoAddressIsRefusedInWords(String address) {
        assertThatThrownBy(() -> new ClusterClient(address, Optional.empty()))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("'" + address + "'")
                .hasMessageContaining("127.0.0.1:7613");
    }

    /** Answers as told, and counts. */
    private static final class Node implements AutoCloseable {
        private final HttpServer server;
        private final AtomicInteger asked = new AtomicInteger();

        Node(int status, String text) throws IOException {
            server = HttpServer.create(freeAddress(), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        asked.incrementAndGet();
                        exchange.getRequestBody().readAllBytes();
                        if (status > 0) {
                            byte[] body = text.getBytes(StandardCharsets.UTF_8);
                            exchange.sendResponseHeaders(status, body.length);
                            exchange.getResponseBody().write(body);
                        }
                        // Without an answer that is a broken connection.
                        exchange.close();
                    });
            server.start();
        }

        String address() {
            return "127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static ClusterClient client(String... addresses) {
        return new ClusterClient(String.join(",", addresses), Optional.empty());
    }

    @Test
    void theNextNodeIsAskedWhereOneCannotBeReached() throws Exception {
        try (Node there = new Node(200, "the state")) {
            ClusterClient client = client("127.0.0.1:" + freeAddress().getPort(), there.address());

            assertThat(client.status("job")).isEqualTo("the state");
            assertThat(client.carryOut(ClusterClient.Request.CANCEL, "job")).isEqualTo("the state");
        }
    }

    @Test
    void soItIsWhereOneSaysThatItCannotAnswer() throws Exception {
        try (Node alone = new Node(503, "EXTERNAL_IO: not a member");
                Node there = new Node(200, "the state")) {
            ClusterClient client = client(alone.address(), there.address());

            assertThat(client.carryOut(ClusterClient.Request.CANCEL, "job")).isEqualTo("the state");
            assertThat(client.status("job")).isEqualTo("the state");
            assertThat(alone.asked).as("who was given up is not asked again").hasValue(1);
        }
    }

    @Test
    void whereNoneCanAnswerTheReasonIsSaid() throws Exception {
        try (Node one = new Node(503, "EXTERNAL_IO: not a member");
                Node other = new Node(503, "EXTERNAL_IO: not a member")) {
            assertThatThrownBy(() -> client(one.address(), other.address()).jobs())
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("not a member");
        }
    }

    /** It may have been carried out. */
    @Test
    void aRequestThatWasTakenIsNotSentASecondTime() throws Exception {
        try (Node dying = new Node(0, "");
                Node there = new Node(200, "done")) {
            ClusterClient client = client(dying.address(), there.address());

            assertThatThrownBy(() -> client.carryOut(ClusterClient.Request.SAVEPOINT, "job"))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("address=" + dying.address());
            assertThat(there.asked).hasValue(0);

            assertThat(client.status("job")).isEqualTo("done");
        }
    }

    @Test
    void aQuestionThatWasTakenIsAskedAgain() throws Exception {
        try (Node dying = new Node(0, "");
                Node there = new Node(200, "the state")) {
            assertThat(client(dying.address(), there.address()).status("job"))
                    .isEqualTo("the state");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "localhost", "127.0.0.1"})
    void addressesOfAllKindsAreTaken(String host) throws Exception {
        InetSocketAddress nobody = freeAddress();

        assertThatThrownBy(
                        () ->
                                new ClusterClient(host + ":" + nobody.getPort(), Optional.empty())
                                        .jobs())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("address=" + host + ":" + nobody.getPort());
    }
}
