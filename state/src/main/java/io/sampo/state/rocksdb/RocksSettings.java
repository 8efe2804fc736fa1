/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the RocksDB backend uses its share of the memory, and the machine. Checked when it is made;
 * all problems are reported at once.
 *
 * @param objectShare how much of the managed memory is for cached objects on the heap, from 0.1 to
 *     0.9; the rest is RocksDB's, for blocks and write buffers
 * @param writeBufferShare how much of RocksDB's memory write buffers may take, from 0.1 to 0.8
 * @param maxWriteBufferBytes the size at which one write buffer is flushed at the latest
 * @param backgroundThreads how many threads of the process flush and compact
 * @param timeToFlush how long writing the changes since the last barrier may take; rows are written
 *     in between so that it does not take longer
 */
public record RocksSettings(
        double objectShare,
        double writeBufferShare,
        long maxWriteBufferBytes,
        int backgroundThreads,
        Duration timeToFlush) {
    private static final long MIN_WRITE_BUFFER_BYTES = 64 << 10;

    /** Checks the values. */
    public RocksSettings {
        List<String> problems = new ArrayList<>();
        if (!(objectShare >= 0.1 && objectShare <= 0.9)) {
            problems.add("object-share=" + objectShare + " must be from 0.1 to 0.9");
        }
        if (!(writeBufferShare >= 0.1 && writeBufferShare <= 0.8)) {
            problems.add("write-buffer-share=" + writeBufferShare + " must be from 0.1 to 0.8");
        }
        if (maxWriteBufferBytes < MIN_WRITE_BUFFER_BYTES) {
            problems.add(
                    "max-write-buffer-bytes="
                            + maxWriteBufferBytes
                            + " must be at least "
                            + MIN_WRITE_BUFFER_BYTES);
        }
        if (backgroundThreads < 1) {
            problems.add("background-threads=" + backgroundThreads + " must be at least 1");
        }
        if (timeToFlush.isNegative() || timeToFlush.isZero()) {
            problems.add("time-to-flush=" + timeToFlush + " must be positive");
        }
        if (!problems.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "Settings of the RocksDB state backend are out of range: "
                            + String.join("; ", problems));
        }
    }

    /** Returns what was measured to be good: most of it for objects, and large write buffers. */
    public static RocksSettings defaults() {
        return new RocksSettings(0.6, 0.5, 64 << 20, 2, Duration.ofMillis(50));
    }
}
