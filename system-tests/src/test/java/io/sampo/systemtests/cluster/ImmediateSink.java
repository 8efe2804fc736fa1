/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Appends each number to a file, at once, and beside it which attempt wrote it, and when. All
 * subtasks write to the same file, from whatever process: the order of its lines is that in which
 * they were written.
 */
final class ImmediateSink implements Sink<Long> {
    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * Creates the sink.
     *
     * @param file that is there
     */
    ImmediateSink(Path file) {
        this.file = file.toString();
    }

    /** What a writer did. */
    enum Event {
        OPENED,
        WROTE,
        CLOSED
    }

    /**
     * A line of the file.
     *
     * @param number that was written; 0 of other events
     */
    record Line(Event event, int attempt, int subtask, Instant time, long number) {
        static Line parse(String text) {
            String[] parts = text.split(" ", -1);
            return new Line(
                    Event.valueOf(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Instant.ofEpochMilli(Long.parseLong(parts[3])),
                    Long.parseLong(parts[4]));
        }

        boolean is(Event which, int ofAttempt) {
            return event == which && attempt == ofAttempt;
        }
    }

    static List<Line> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Line::parse).toList();
    }

    @Override
    public SinkWriter<Long> createWriter(SinkContext context) throws IOException {
        Writer writer =
                new Writer(
                        context, Files.newOutputStream(Path.of(file), StandardOpenOption.APPEND));
        writer.append(Event.OPENED, 0);
        return writer;
    }

    private record Writer(SinkContext context, OutputStream out) implements SinkWriter<Long> {
        /** In one piece: between two, other processes write theirs. */
        void append(Event event, long number) throws IOException {
            String line =
                    String.format(
                            Locale.ROOT,
                            "%s %d %d %d %d%n",
                            event,
                            context.attempt(),
                            context.subtaskIndex(),
                            context.clock().currentTimeMillis(),
                            number);
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void write(Long number, long timestamp) throws IOException {
            append(Event.WROTE, number);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() throws IOException {
            append(Event.CLOSED, 0);
            out.close();
        }
    }
}
