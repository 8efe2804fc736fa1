/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.core.io.FileFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Counts the lines before a split, which only a message about a malformed line needs to know.
 * Splits of a file come in ascending order, so it remembers its last count and reads a file at most
 * once. Counts on the I/O executor; asked on the subtask's thread.
 */
final class LineNumbers {
    static final long UNKNOWN_YET = -1;

    private static final int BUFFER_BYTES = 256 * 1024;

    private final Executor executor;
    private final Runnable wakeUp;
    private Count last = new Count("", 0, 0, null);
    private boolean counting;

    /** Set by the I/O executor. */
    private volatile @Nullable Count result;

    /** So many line feeds are in the first bytes of a file. */
    private record Count(
            String path, long bytes, long lineFeeds, @Nullable RuntimeException failure) {}

    LineNumbers(Executor executor, Runnable wakeUp) {
        this.executor = executor;
        this.wakeUp = wakeUp;
    }

    /**
     * Returns how many line feeds are in the first {@code bytes} bytes of a file, or {@link
     * #UNKNOWN_YET}: then the reader is woken up, and has to ask again for the same.
     */
    long lineFeedsIn(String path, long bytes) {
        if (bytes == 0) {
            return 0;
        }
        Count arrived = result;
        if (arrived != null) {
            result = null;
            counting = false;
            if (arrived.failure() != null) {
                throw arrived.failure();
            }
            last = arrived;
        }
        if (last.path().equals(path) && last.bytes() == bytes) {
            return last.lineFeeds();
        }
        if (!counting) {
            counting = true;
            boolean further = last.path().equals(path) && last.bytes() < bytes;
            Count from = further ? last : new Count(path, 0, 0, null);
            executor.execute(
                    () -> {
                        result = count(from, bytes);
                        wakeUp.run();
                    });
        }
        return UNKNOWN_YET;
    }

    private static Count count(Count from, long bytes) {
        Path file = Path.of(from.path());
        try (InputStream input = Files.newInputStream(file)) {
            input.skipNBytes(from.bytes());
            byte[] buffer = new byte[BUFFER_BYTES];
            long left = bytes - from.bytes();
            long lineFeeds = from.lineFeeds();
            while (left > 0) {
                int read = input.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    break;
                }
                left -= read;
                for (int i = 0; i < read; i++) {
                    lineFeeds += buffer[i] == '\n' ? 1 : 0;
                }
            }
            return new Count(from.path(), bytes, lineFeeds, null);
        } catch (IOException failure) {
            return new Count(from.path(), bytes, 0, FileFailures.of("read", file, failure));
        } catch (RuntimeException failure) {
            return new Count(from.path(), bytes, 0, failure);
        }
    }
}
