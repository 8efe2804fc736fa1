/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A part of a file that is not compressed. */
final class PlainFile implements OpenFile {
    /** Beyond the split's end only the rest of one line is of interest. */
    private static final int BEYOND_BYTES = 16 * 1024;

    private static final int HEADER_CHUNK_BYTES = 4 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final FileSplit split;
    private final Chunk.@Nullable Header header;
    private long offset;

    private PlainFile(
            FileSplit split,
            Path file,
            FileChannel channel,
            long begin,
            Chunk.@Nullable Header header) {
        this.file = file;
        this.channel = channel;
        this.offset = begin;
        this.split = split;
        this.header = header;
    }

    /**
     * Opens a file at {@code begin}.
     *
     * @param headerScanner finds the header, which is elsewhere; null if it is not wanted
     */
    static PlainFile open(FileSplit split, long begin, @Nullable LineScanner headerScanner) {
        Path file = Path.of(split.path());
        FileChannel channel = null;
        boolean opened = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            if (channel.size() < split.fileLength()) {
                throw shorter(split, file, channel.size());
            }
            Chunk.Header header = headerScanner == null ? null : readHeader(channel, headerScanner);
            PlainFile result = new PlainFile(split, file, channel, begin, header);
            opened = true;
            return result;
        } catch (IOException failure) {
            throw FileFailures.of("read", file, failure);
        } finally {
            if (!opened) {
                closeQuietly(channel);
            }
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try (channel) {
            // closing is all
        } catch (IOException ignored) {
            // the failure that led here is the one to report
        }
    }

    private static StreamException shorter(FileSplit split, Path file, long length) {
        return new StreamException(
                ErrorCode.INPUT_UNAVAILABLE,
                "A file is shorter than it was when it was listed: path="
                        + file.toAbsolutePath()
                        + " length="
                        + length
                        + " listedLength="
                        + split.fileLength()
                        + ". Put the file back as it was, or start without the checkpoint.");
    }

    /** Returns the first line that is not empty. */
    private static Chunk.Header readHeader(FileChannel channel, LineScanner scanner)
            throws IOException {
        byte[] chunk = new byte[HEADER_CHUNK_BYTES];
        long at = 0;
        while (true) {
            while (scanner.next()) {
                ByteOrderMark.skip(scanner);
                if (scanner.length() > 0) {
                    return headerOf(scanner);
                }
            }
            int count = channel.read(ByteBuffer.wrap(chunk), at);
            if (count < 0) {
                return scanner.last() ? headerOf(scanner) : new Chunk.Header(new byte[0], at);
            }
            at += count;
            scanner.feed(chunk, count);
        }
    }

    private static Chunk.Header headerOf(LineScanner scanner) {
        return new Chunk.Header(scanner.copy(), scanner.position());
    }

    @Override
    public Chunk.@Nullable Header header() {
        return header;
    }

    @Override
    public Chunk.@Nullable Bytes read(int maxBytes) {
        boolean inside = offset < split.end();
        long wanted = inside ? split.end() - offset : BEYOND_BYTES;
        byte[] content = new byte[(int) Math.min(maxBytes, wanted)];
        int count;
        try {
            count = channel.read(ByteBuffer.wrap(content), offset);
        } catch (IOException failure) {
            throw FileFailures.of("read", file, failure);
        }
        if (count < 0) {
            if (inside) {
                throw shorter(split, file, offset);
            }
            return null;
        }
        offset += count;
        return new Chunk.Bytes(content, count);
    }

    @Override
    public boolean isPastSplit() {
        return offset >= split.end();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
