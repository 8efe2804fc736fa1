/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.connectors.files.format.LineFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one split, from its position on: those that start in it. Confined to the subtask's
 * thread, which it does not block.
 *
 * <p>A split that does not begin with its file is read from one byte before its position on, and
 * everything up to the first line feed belongs to the split before. If the position is where a line
 * begins, that is the line feed of the line before, and nothing is left out: so a new split and a
 * restored one start in the same way.
 */
final class SplitLines implements AutoCloseable {
    private final FileSplit split;
    private final ReadAhead input;
    private final LineScanner scanner;
    private final boolean compressed;
    private final long begin;

    /** Offset up to which bytes have come. */
    private long received;

    private boolean headerWanted;
    private byte @Nullable [] header;
    private long headerEnd;
    private boolean insideLine;
    private boolean ended;
    private long toSkip;
    private long linesRead;
    private long position;

    /** What {@link #next} found. */
    enum Step {
        /** A line. */
        LINE,
        /** Nothing yet; ask again at once. */
        MORE,
        /** Nothing before the reader is woken up. */
        WAIT,
        /** No more lines. */
        END
    }

    SplitLines(
            FileSplit split,
            LineFormat<?> format,
            ReadSettings settings,
            Executor executor,
            Runnable wakeUp) {
        this.split = split;
        compressed = split.isCompressed();
        position = split.position();
        begin = compressed ? 0 : Math.max(0, position - 1);
        received = begin;
        insideLine = !compressed && position > 0;
        toSkip = compressed ? position : 0;
        headerWanted = format.hasHeader();
        input =
                new ReadAhead(
                        () -> open(format, settings), settings.chunkBytes(), executor, wakeUp);
        scanner = new LineScanner(begin, format.quotedLineFeeds(), settings.lineBytes());
    }

    /** On the I/O executor. */
    private OpenFile open(LineFormat<?> format, ReadSettings settings) {
        if (compressed) {
            return GzipFile.open(split);
        }
        boolean headerIsElsewhere = format.hasHeader() && split.position() > 0;
        return PlainFile.open(
                split,
                begin,
                headerIsElsewhere
                        ? new LineScanner(0, format.quotedLineFeeds(), settings.lineBytes())
                        : null);
    }

    /** Finds the next line that is not empty. */
    Step next() {
        while (true) {
            if (isAtEnd()) {
                return Step.END;
            }
            if (!scanner.next() && !(ended && scanner.last())) {
                return ended ? Step.END : receive();
            }
            if (insideLine) {
                insideLine = false;
                continue;
            }
            linesRead++;
            ByteOrderMark.skip(scanner);
            if (isForCaller()) {
                return Step.LINE;
            }
        }
    }

    /** The next line would begin beyond the split. */
    private boolean isAtEnd() {
        return !compressed && !insideLine && scanner.position() >= split.end();
    }

    private boolean isForCaller() {
        if (scanner.length() == 0 && !scanner.isTooLong()) {
            return false;
        }
        if (headerWanted) {
            headerWanted = false;
            header = scanner.copy();
            return false;
        }
        return linesRead > toSkip && scanner.foundStart() >= headerEnd;
    }

    private Step receive() {
        Chunk chunk = input.poll();
        if (chunk == null) {
            return Step.WAIT;
        }
        if (chunk instanceof Chunk.Bytes bytes) {
            received += bytes.length();
            scanner.feed(bytes.content(), bytes.length());
        } else if (chunk instanceof Chunk.Header known) {
            headerWanted = false;
            header = known.line();
            headerEnd = known.end();
        } else if (chunk instanceof Chunk.Failed failed) {
            throw rethrow(failed.failure());
        } else {
            ended = true;
        }
        return Step.MORE;
    }

    private static RuntimeException rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException known) {
            return known;
        }
        return new UncheckedIOException((IOException) failure);
    }

    /** Counts the line as emitted: after a restore, reading goes on behind it. */
    void advance() {
        position = compressed ? linesRead : scanner.position();
    }

    /** Returns the split with its present position. */
    FileSplit snapshot() {
        return split.at(position);
    }

    FileSplit split() {
        return split;
    }

    /** Returns the line that was found, valid until the next call of {@link #next}. */
    LineScanner line() {
        return scanner;
    }

    /** Returns the line with the names of the columns; known once there is a line. */
    byte @Nullable [] header() {
        return header;
    }

    /** Returns whether all of the split's own bytes have come, so that its end is near. */
    boolean isReceived() {
        return ended || (!compressed && received >= split.end());
    }

    /** Returns the offset from which on line feeds have been counted. */
    long countedFrom() {
        return begin;
    }

    @Override
    public void close() {
        input.close();
    }
}
