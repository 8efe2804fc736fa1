/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileFailures;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A compressed file, unpacked while it is read; one of several gzip members is read to its end. */
final class GzipFile implements OpenFile {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final InputStream content;
    private boolean ended;

    private GzipFile(Path file, InputStream content) {
        this.file = file;
        this.content = content;
    }

    static GzipFile open(FileSplit split) {
        Path file = Path.of(split.path());
        InputStream packed = null;
        boolean opened = false;
        try {
            packed = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
            GzipFile result = new GzipFile(file, new GZIPInputStream(packed, BUFFER_BYTES));
            opened = true;
            return result;
        } catch (IOException failure) {
            throw explain(file, failure);
        } finally {
            if (!opened) {
                closeQuietly(packed);
            }
        }
    }

    private static void closeQuietly(@Nullable InputStream stream) {
        try (stream) {
            // closing is all
        } catch (IOException ignored) {
            // the failure that led here is the one to report
        }
    }

    private static StreamException explain(Path file, IOException failure) {
        if (failure instanceof EOFException || failure instanceof ZipException) {
            return new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "A gzip file is cut off or damaged: path="
                            + file.toAbsolutePath()
                            + " cause="
                            + StreamException.withoutFullStop(failure.getMessage())
                            + ". Replace it by a whole one and start again.",
                    failure);
        }
        return FileFailures.of("read", file, failure);
    }

    @Override
    public Chunk.@Nullable Header header() {
        return null;
    }

    @Override
    public Chunk.@Nullable Bytes read(int maxBytes) {
        byte[] target = new byte[maxBytes];
        try {
            int count = content.read(target, 0, maxBytes);
            ended |= count < 0;
            return count < 0 ? null : new Chunk.Bytes(target, count);
        } catch (IOException failure) {
            throw explain(file, failure);
        }
    }

    @Override
    public boolean isPastSplit() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
