/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.socket.testkit.RecordedOutput;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.testkit.ManualReaderContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketTextReaderTest {
    private final ManualReaderContext context = new ManualReaderContext();
    private final RecordedOutput output = new RecordedOutput();
    private ServerSocket server = unbound();

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @BeforeEach
    void startServer() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(10_000);
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    private SocketTextSource source() {
        return SocketTextSource.of("127.0.0.1", server.getLocalPort())
                .reconnectAfter(Duration.ofMillis(100), Duration.ofMillis(300));
    }

    private SourceReader<String, SocketSplit> reader(SocketTextSource source) throws Exception {
        SourceReader<String, SocketSplit> reader = source.createReader(context);
        reader.start();
        reader.addSplits(List.of(new SocketSplit("127.0.0.1", server.getLocalPort())));
        return reader;
    }

    /** Lets the I/O side do so many things, and reads what came. */
    private void turns(SourceReader<String, SocketSplit> reader, int turns) throws Exception {
        for (int i = 0; i < turns; i++) {
            context.runOneTask();
            assertThat(reader.poll(output, TurnBudget.UNLIMITED)).isEqualTo(Status.NOTHING_NOW);
        }
    }

    private static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    @Test
    void emitsLinesAsTheyCome() throws Exception {
        SourceReader<String, SocketSplit> reader = reader(source());
        turns(reader, 1);
        try (Socket connection = server.accept()) {
            send(connection, "one\r\n\ntwo\nthr");
            turns(reader, 1);
            assertThat(output.records()).containsExactly("one", "two");
            turns(reader, 1);
            send(connection, "ee ä\n");
            turns(reader, 1);

            assertThat(output.records()).containsExactly("one", "two", "three ä");
            assertThat(output.caughtUp()).startsWith(true, false, true).endsWith(true);
        }
        reader.close();
        while (context.runOneTask()) {
            // until the socket is closed
        }
    }

    @Test
    void connectsAgainAndKeepsTheLastLineOfAnOrderlyEnd() throws Exception {
        SourceReader<String, SocketSplit> reader = reader(source());
        turns(reader, 1);
        try (Socket connection = server.accept()) {
            send(connection, "one\nlast");
        }
        turns(reader, 2);
        assertThat(output.records()).containsExactly("one", "last");
        assertThat(context.wakeUpAfterNanos()).isEqualTo(100_000_000);

        context.clock().advance(Duration.ofMillis(99));
        turns(reader, 1);
        assertThat(context.runOneTask()).as("too early for a try").isFalse();
        assertThat(context.wakeUpAfterNanos()).isEqualTo(1_000_000);

        context.clock().advance(Duration.ofMillis(1));
        turns(reader, 2);
        try (Socket connection = server.accept()) {
            send(connection, "again\n");
            turns(reader, 1);
            assertThat(output.records()).containsExactly("one", "last", "again");
        }
    }

    @Test
    void dropsTheRestOfABrokenConnection() throws Exception {
        SourceReader<String, SocketSplit> reader = reader(source());
        turns(reader, 1);
        try (Socket connection = server.accept()) {
            send(connection, "one\npart of a li");
            turns(reader, 1);
            // Closing resets the connection then, since there are bytes that it has not sent.
            connection.setSoLinger(true, 0);
        }
        turns(reader, 2);

        assertThat(output.records()).containsExactly("one");
    }

    @Test
    void pausesGrowUntilThereIsAConnection() throws Exception {
        int port = server.getLocalPort();
        server.close();
        SourceReader<String, SocketSplit> reader = reader(source());
        for (int millis : List.of(100, 200, 300, 300)) {
            turns(reader, 1);
            assertThat(context.wakeUpAfterNanos()).isEqualTo(Duration.ofMillis(millis).toNanos());
            context.clock().advance(Duration.ofMillis(millis));
            turns(reader, 1);
        }

        server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        context.clock().advance(Duration.ofMillis(300));
        turns(reader, 3);
        server.setSoTimeout(10_000);
        server.accept().close();
        turns(reader, 1);
        assertThat(context.wakeUpAfterNanos()).as("as at first").isEqualTo(100_000_000);
    }

    @Test
    void givesUpIfTold() throws Exception {
        int port = server.getLocalPort();
        server.close();
        SourceReader<String, SocketSplit> reader =
                reader(source().giveUpAfter(Duration.ofSeconds(1)));
        turns(reader, 1);
        context.clock().advance(Duration.ofSeconds(1));
        turns(reader, 1);
        context.runOneTask();

        assertThatThrownBy(() -> reader.poll(output, TurnBudget.UNLIMITED))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContaining("server=127.0.0.1:" + port + " triedFor=PT1S cause=java.net");
    }

    @Test
    void readsNoFurtherThanAFewChunksAhead() throws Exception {
        SourceReader<String, SocketSplit> reader = reader(source());
        turns(reader, 1);
        try (Socket connection = server.accept()) {
            int tasks = 0;
            while (tasks < 100) {
                send(connection, "line\n");
                if (!context.runOneTask()) {
                    break;
                }
                tasks++;
            }
            assertThat(tasks).as("tasks until the queue was full").isLessThan(15);

            assertThat(reader.poll(output, TurnBudget.UNLIMITED)).isEqualTo(Status.NOTHING_NOW);
            int before = output.records().size();
            turns(reader, 5);
            assertThat(output.records()).hasSizeGreaterThan(before);
        }
    }

    @Test
    void stopsBetweenLinesWhenTheTurnIsOver() throws Exception {
        SourceReader<String, SocketSplit> reader = reader(source());
        turns(reader, 1);
        try (Socket connection = server.accept()) {
            send(connection, "1\n2\n3\n");
            context.runOneTask();
            int[] left = {3};
            assertThat(reader.poll(output, () -> left[0]-- <= 0)).isEqualTo(Status.MORE);
            assertThat(output.records()).containsExactly("1", "2");
            turns(reader, 1);
            assertThat(output.records()).containsExactly("1", "2", "3");
        }
    }

    @Test
    void leavesOutLinesThatAreTooLong() throws Exception {
        SourceReader<String, SocketSplit> reader = reader(source());
        turns(reader, 1);
        try (Socket connection = server.accept()) {
            Thread sender =
                    new Thread(
                            () -> {
                                try {
                                    send(connection, "a\n" + "x".repeat(2 << 20) + "\nb\n");
                                } catch (IOException failure) {
                                    throw new AssertionError(failure);
                                }
                            });
            sender.start();
            while (output.records().size() < 2) {
                turns(reader, 1);
            }
            sender.join();
            turns(reader, 2);
        }
        turns(reader, 2);

        assertThat(output.records()).containsExactly("a", "b");
        assertThat(context.metrics().counter("recordsSkipped").value()).isEqualTo(1);
    }

    @Test
    void aReaderWithoutTheSplitEnds() throws Exception {
        SourceReader<String, SocketSplit> reader = source().createReader(context);
        reader.start();
        assertThat(reader.poll(output, TurnBudget.UNLIMITED)).isEqualTo(Status.NOTHING_NOW);
        reader.noMoreSplits();

        assertThat(reader.poll(output, TurnBudget.UNLIMITED)).isEqualTo(Status.END);
        assertThat(reader.snapshotState(1)).isEmpty();
    }
}
