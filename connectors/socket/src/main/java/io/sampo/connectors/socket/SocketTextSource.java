/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of text from a TCP server, such as {@code nc -lk 9999}. Never ends; read by one
 * subtask, whatever the parallelism.
 *
 * <pre>{@code
 * SocketTextSource lines = SocketTextSource.of("localhost", 9999);
 * env.fromSource(lines, WatermarkStrategy.noWatermarks(), "lines").print();
 * }</pre>
 *
 * <p><b>At most once:</b> a socket cannot be asked for the same lines again. What was read after
 * the last checkpoint is lost when the job fails, and what is sent while there is no connection
 * never comes. Use a log such as a file or a queue where every line counts.
 *
 * <p>Lines end in LF or CRLF and are UTF-8, malformed bytes replaced; empty ones are left out; one
 * longer than 1 MiB is left out, counted in {@code recordsSkipped} and logged. If there is no
 * server, or the connection ends, it is tried again after a pause that doubles from time to time.
 * When the server closes the connection, what it sent without an end is the last line; when the
 * connection breaks, it is dropped.
 */
public final class SocketTextSource implements Source<String, SocketSplit, SocketState> {
    private static final long serialVersionUID = 1L;
    private static final int HIGHEST_PORT = 65_535;

    private final String host;
    private final int port;
    private final Reconnect reconnect;

    /**
     * What is done without a connection.
     *
     * @param firstPause before the first new try
     * @param longestPause before later ones
     * @param giveUpAfter how long to try, null is for ever
     */
    record Reconnect(Duration firstPause, Duration longestPause, @Nullable Duration giveUpAfter)
            implements Serializable {}

    private SocketTextSource(String host, int port, Reconnect reconnect) {
        this.host = host;
        this.port = port;
        this.reconnect = reconnect;
    }

    /** Returns the source of a server. */
    public static SocketTextSource of(String host, int port) {
        Objects.requireNonNull(host, "host");
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "A port is from 1 to " + HIGHEST_PORT + ": port=" + port);
        }
        return new SocketTextSource(
                host, port, new Reconnect(Duration.ofMillis(100), Duration.ofSeconds(10), null));
    }

    /** Returns the same source with other pauses between tries. By default 100 ms up to 10 s. */
    public SocketTextSource reconnectAfter(Duration firstPause, Duration longestPause) {
        if (firstPause.isNegative()
                || firstPause.isZero()
                || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "The first pause is positive and not longer than the longest: firstPause="
                            + firstPause
                            + " longestPause="
                            + longestPause);
        }
        return new SocketTextSource(
                host, port, new Reconnect(firstPause, longestPause, reconnect.giveUpAfter()));
    }

    /**
     * Returns the same source that fails with {@code EXTERNAL_IO} once there has been no connection
     * for so long. By default it never does.
     */
    public SocketTextSource giveUpAfter(Duration time) {
        return new SocketTextSource(
                host, port, new Reconnect(reconnect.firstPause(), reconnect.longestPause(), time));
    }

    @Override
    public boolean isBounded() {
        return false;
    }

    @Override
    public SplitEnumerator<SocketSplit, SocketState> createEnumerator(
            SplitEnumeratorContext<SocketSplit> context, @Nullable SocketState restored) {
        return new SocketEnumerator(
                context, new SocketSplit(host, port), restored != null && restored.assigned());
    }

    @Override
    public SourceReader<String, SocketSplit> createReader(SourceReaderContext context) {
        return new SocketTextReader(context, reconnect);
    }

    /** Returns for example {@code SocketTextSource[localhost:9999]}. */
    @Override
    public String toString() {
        return "SocketTextSource[" + host + ":" + port + "]";
    }
}
