/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts lines together from chunks of bytes. Confined to one thread. */
final class LineAssembler {
    private final int maxLineBytes;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private byte[] chunk = new byte[0];
    private int next;
    private int limit;
    private boolean tooLong;
    private long dropped;

    LineAssembler(int maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
    }

    /** Takes more bytes, once {@link #next} has found nothing more in those before. */
    void feed(byte[] source, int count) {
        chunk = source;
        next = 0;
        limit = count;
    }

    /** Returns the next line that is neither empty nor too long, null if more bytes are needed. */
    @Nullable String next() {
        while (next < limit) {
            int end = next;
            while (end < limit && chunk[end] != '\n') {
                end++;
            }
            keep(end);
            if (end == limit) {
                next = limit;
                return null;
            }
            next = end + 1;
            String line = takeBegun();
            if (line != null) {
                return line;
            }
        }
        return null;
    }

    private void keep(int end) {
        tooLong |= begun.size() + end - next > maxLineBytes;
        if (tooLong) {
            begun.reset();
        } else {
            begun.write(chunk, next, end - next);
        }
    }

    /** Returns what there is of a line as if it ended here; null if it is empty or too long. */
    @Nullable String takeBegun() {
        boolean left = tooLong;
        tooLong = false;
        if (left) {
            dropped++;
            return null;
        }
        String line = begun.toString(StandardCharsets.UTF_8);
        begun.reset();
        if (line.endsWith("\r")) {
            line = line.substring(0, line.length() - 1);
        }
        return line.isEmpty() ? null : line;
    }

    /** Forgets what there is of a line. */
    void forgetBegun() {
        begun.reset();
        tooLong = false;
    }

    /** Returns how many lines were too long so far. */
    long dropped() {
        return dropped;
    }
}
