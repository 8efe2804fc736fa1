/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.keygroup;

/**
 * Neighbouring key groups.
 *
 * @param first the lowest
 * @param last the highest, inclusive; below {@code first} if the range is empty
 */
public record KeyGroupRange(int first, int last) {
    /** The range without key groups. */
    public static final KeyGroupRange EMPTY = new KeyGroupRange(0, -1);

    /** Returns how many key groups there are. */
    public int size() {
        return Math.max(0, last - first + 1);
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return last < first;
    }

    /** Returns whether {@code keyGroup} is one of them. */
    public boolean contains(int keyGroup) {
        return keyGroup >= first && keyGroup <= last;
    }

    /** Returns the key groups that are in both. */
    public KeyGroupRange intersect(KeyGroupRange other) {
        int from = Math.max(first, other.first);
        int to = Math.min(last, other.last);
        return from <= to ? new KeyGroupRange(from, to) : EMPTY;
    }

    @Override
    public String toString() {
        return first + ".." + last;
    }
}
