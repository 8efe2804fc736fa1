/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import java.util.Arrays;

/** A timer, or its removal. Its content never changes; a change puts another row in its place. */
final class TimerRow extends CacheRow implements Comparable<TimerRow> {
    /** Heap bytes beside those of the key: the row, its array's header, its place in a tree. */
    private static final int OVERHEAD = 112;

    private final KeyGroupTimers home;
    private final byte[] key;
    private final boolean removal;

    /**
     * Whether the store has never had the timer, so that removing it needs no word to the store.
     */
    private final boolean fresh;

    TimerRow(KeyGroupTimers home, byte[] key, boolean removal, boolean fresh) {
        this.home = home;
        this.key = key;
        this.removal = removal;
        this.fresh = fresh;
    }

    /** Returns the key of the row in the store. */
    byte[] key() {
        return key;
    }

    boolean isFresh() {
        return fresh;
    }

    long bytes() {
        return (long) OVERHEAD + key.length;
    }

    @Override
    void write(RowWriter writer) {
        writer.key().clear();
        writer.key().writeBytes(key);
        if (removal) {
            writer.delete();
        } else {
            writer.value();
            writer.put();
        }
    }

    @Override
    void written() {
        if (removal) {
            home.removalWritten(this);
        }
    }

    @Override
    public int compareTo(TimerRow other) {
        return Arrays.compareUnsigned(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimerRow row && Arrays.equals(key, row.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }
}
