/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import java.util.Arrays;

/**
 * Finds lines in chunks of bytes, wherever the borders of the chunks are. On the path of every
 * byte: a line within one chunk is not copied, and what was found is in fields instead of objects.
 */
final class LineScanner {
    private final boolean quoted;
    private final int maxLineBytes;

    private byte[] chunk = new byte[0];
    private int next;
    private int limit;
    private boolean inQuotes;

    /** The part of an unfinished line that earlier chunks brought. */
    private byte[] carry = new byte[256];

    private int carried;
    private boolean lineCut;
    private long lineFeedsInside;

    private long scanned;
    private long lineStart;
    private long lineFeeds;

    private byte[] bytes = carry;
    private int offset;
    private int length;
    private boolean tooLong;
    private long foundStart;
    private long foundLineFeeds;

    /**
     * Creates a scanner.
     *
     * @param start offset of the first byte that it will get
     * @param quoted whether a line feed between double quotes is part of the line
     * @param maxLineBytes how much of a line is kept
     */
    LineScanner(long start, boolean quoted, int maxLineBytes) {
        this.scanned = start;
        this.lineStart = start;
        this.quoted = quoted;
        this.maxLineBytes = maxLineBytes;
    }

    /** Takes more bytes, once {@link #next} has found nothing more in those before. */
    void feed(byte[] source, int count) {
        chunk = source;
        next = 0;
        limit = count;
    }

    /** Finds the next line that has an end; returns false if more bytes are needed. */
    boolean next() {
        int end = lineEnd();
        if (end < 0) {
            keep(next, limit);
            scanned += limit - next;
            next = limit;
            return false;
        }
        if (carried == 0 && !lineCut) {
            found(chunk, next, end - next);
        } else {
            keep(next, end);
            found(carry, 0, carried);
        }
        scanned += end + 1 - next;
        next = end + 1;
        lineFeeds = foundLineFeeds + lineFeedsInside + 1;
        lineEnded();
        return true;
    }

    /**
     * At the end of the input, takes what there is of a line without an end; false if nothing is.
     */
    boolean last() {
        if (scanned == lineStart) {
            return false;
        }
        found(carry, 0, carried);
        lineFeeds = foundLineFeeds + lineFeedsInside;
        lineEnded();
        return true;
    }

    private void lineEnded() {
        lineStart = scanned;
        carried = 0;
        lineCut = false;
        lineFeedsInside = 0;
        inQuotes = false;
    }

    private int lineEnd() {
        byte[] source = chunk;
        int end = limit;
        if (quoted) {
            return quotedLineEnd(source, end);
        }
        for (int i = next; i < end; i++) {
            if (source[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /**
     * A line that has become too long ends at any line feed, else a stray quote took all the rest.
     */
    private int quotedLineEnd(byte[] source, int end) {
        boolean open = inQuotes;
        for (int i = next; i < end; i++) {
            byte b = source[i];
            if (b == '"') {
                open = !open;
            } else if (b == '\n') {
                if (!open || lineCut || carried + i - next > maxLineBytes) {
                    return i;
                }
                lineFeedsInside++;
            }
        }
        inQuotes = open;
        return -1;
    }

    private void keep(int from, int to) {
        int wanted = to - from;
        int kept = Math.min(wanted, maxLineBytes - carried);
        lineCut |= kept < wanted;
        if (carried + kept > carry.length) {
            int larger = (int) Math.min(maxLineBytes, 2L * (carried + kept));
            carry = Arrays.copyOf(carry, larger);
        }
        System.arraycopy(chunk, from, carry, carried, kept);
        carried += kept;
    }

    private void found(byte[] source, int from, int count) {
        tooLong = lineCut || count > maxLineBytes;
        bytes = source;
        offset = from;
        length = Math.min(count, maxLineBytes);
        if (!tooLong && length > 0 && source[from + length - 1] == '\r') {
            length--;
        }
        foundStart = lineStart;
        foundLineFeeds = lineFeeds;
    }

    /** Leaves out the first bytes of the line that was found. */
    void skipBytes(int count) {
        offset += count;
        length -= count;
    }

    /** Returns where the bytes of the line are, valid until {@link #feed} or {@link #next}. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns a copy of the bytes of the line. */
    byte[] copy() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Returns whether the line was longer than allowed, and its bytes are only its beginning. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Returns the offset at which the line that was found begins. */
    long foundStart() {
        return foundStart;
    }

    /** Returns how many line feeds there are between the start of the scan and the line. */
    long foundLineFeeds() {
        return foundLineFeeds;
    }

    /** Returns the offset after the line that was found: where the next one begins. */
    long position() {
        return lineStart;
    }
}
