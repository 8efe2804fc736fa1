/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.keygroup;

import io.sampo.core.type.KeyType;

/**
 * Key → key group → subtask. A key group is the unit in which keyed state is owned, stored and
 * moved; their number, the maximum parallelism, is fixed for the life of the state. The formulas
 * are those of Apache Flink's {@code KeyGroupRangeAssignment}.
 */
public final class KeyGroups {
    /** The largest number of key groups; products with it stay within an {@code int}. */
    public static final int MAX_PARALLELISM_LIMIT = 1 << 15;

    private static final int MIN_DEFAULT = 1 << 7;

    private KeyGroups() {}

    /**
     * Returns the hash of a key that the engine goes by, well mixed and not negative. It is
     * computed once, by the sender, and travels with the record: mixing it again at the receiver
     * was a third of what finding the key's state costs.
     */
    public static <K> int hash(KeyType<K> type, K key) {
        return mix(type.hash(key));
    }

    /** Returns the key group of a key with that {@link #hash}. */
    public static int ofHash(int keyHash, int maxParallelism) {
        int mask = maxParallelism - 1;
        // called for every record: a power of two, the usual case, is spared the division
        return (maxParallelism & mask) == 0 ? keyHash & mask : keyHash % maxParallelism;
    }

    /** Returns the index of the subtask that owns {@code keyGroup}. */
    public static int subtaskOf(int keyGroup, int parallelism, int maxParallelism) {
        return keyGroup * parallelism / maxParallelism;
    }

    /** Returns the key groups that subtask {@code index} owns. */
    public static KeyGroupRange rangeOf(int index, int parallelism, int maxParallelism) {
        int first = (index * maxParallelism + parallelism - 1) / parallelism;
        int last = ((index + 1) * maxParallelism - 1) / parallelism;
        return new KeyGroupRange(first, last);
    }

    /** Returns the number of key groups for a job that does not set it. */
    public static int defaultMaxParallelism(int parallelism) {
        int wanted = parallelism + parallelism / 2;
        int rounded = wanted <= 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1;
        return Math.min(Math.max(rounded, MIN_DEFAULT), MAX_PARALLELISM_LIMIT);
    }

    /** Returns a well mixed, non-negative number: MurmurHash3 of the four bytes, seed 0. */
    static int mix(int hash) {
        int k = hash * 0xcc9e2d51;
        k = Integer.rotateLeft(k, 15) * 0x1b873593;
        int h = Integer.rotateLeft(k, 13) * 5 + 0xe6546b64;
        h ^= 4;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        h ^= h >>> 16;
        // abs leaves the smallest number as it is, the mask makes it 0; no branch to mispredict
        return Math.abs(h) & Integer.MAX_VALUE;
    }
}
