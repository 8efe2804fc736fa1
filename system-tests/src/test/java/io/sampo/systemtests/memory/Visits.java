/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.memory;

import java.io.Serializable;

/**
 * The input. Half of the visits go round: each key is visited once a round, in an order that looks
 * like chance. The other half go to the tenth of the keys that is popular, by chance. So a cache
 * has something to gain, and cannot have all.
 *
 * @param keys how many there are; the keys are 0 to {@code keys - 1}
 * @param records how many visits
 */
record Visits(int keys, long records) implements Serializable {
    private static final long STRIDE = 2_654_435_761L;
    private static final long SHIFT = 7_368_787L;
    private static final int POPULAR = 10;
    private static final int AMOUNTS = 1000;
    private static final long SEED = 20_010_101;

    /** Checks that the stride, a prime, comes to all keys. */
    Visits {
        if (keys < POPULAR || records < 1 || STRIDE % keys == 0) {
            throw new IllegalArgumentException(
                    "No such visits: keys=" + keys + " records=" + records);
        }
    }

    /**
     * A record.
     *
     * @param key who
     * @param amount how much
     */
    record Visit(long key, long amount) {}

    Visit visit(long index) {
        return new Visit(keyOf(index), amountOf(index));
    }

    /** Two of four in turn, so that each of two readers has both kinds. */
    long keyOf(long index) {
        long place = index % 4;
        if (place >= 2) {
            return mix(index + SEED) % (keys / POPULAR) * POPULAR;
        }
        long turn = index / 4 * 2 + place;
        return (turn % keys * STRIDE + turn / keys * SHIFT) % keys;
    }

    static long amountOf(long index) {
        return mix(index) % AMOUNTS;
    }

    /** Returns what a key with its totals is in a checksum. */
    static long mix(long key, long visits, long amount) {
        return mix(mix(key * 1_000_003 + visits) + amount);
    }

    /** Returns a number from 0 on. */
    private static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }
}
