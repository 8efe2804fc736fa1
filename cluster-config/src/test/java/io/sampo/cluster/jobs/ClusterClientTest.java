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
                "node-1:99999"
            })
    void whatIsNoAddressIsRefusedInWords(String address) {
        assertThatThrownBy(() -> new ClusterClient(address, Optional.empty()))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("'" + address + "'")
                .hasMessageContaining("127.0.0.1:7613");
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
