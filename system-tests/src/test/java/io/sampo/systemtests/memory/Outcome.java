/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.memory;

/**
 * What some visits, or all of them, add to the result. Sums, so that the order does not matter.
 *
 * @param visits how many
 * @param often how many keys had their fifth visit
 * @param checksum over all keys and what they have; a change of a key takes away what it had before
 */
record Outcome(long visits, long often, long checksum) {
    static final Outcome NONE = new Outcome(0, 0, 0);

    /** How often each key is visited at least. */
    static final int OFTEN = 5;

    Outcome plus(Outcome other) {
        return new Outcome(visits + other.visits, often + other.often, checksum + other.checksum);
    }

    /** Computes the outcome of all visits without the engine: two arrays and a loop. */
    static Outcome expected(Visits all) {
        int[] visits = new int[all.keys()];
        long[] amounts = new long[all.keys()];
        for (long index = 0; index < all.records(); index++) {
            int key = (int) all.keyOf(index);
            visits[key]++;
            amounts[key] += Visits.amountOf(index);
        }
        long sum = 0;
        long often = 0;
        long checksum = 0;
        for (int key = 0; key < visits.length; key++) {
            sum += visits[key];
            often += visits[key] >= OFTEN ? 1 : 0;
            checksum += visits[key] == 0 ? 0 : Visits.mix(key, visits[key], amounts[key]);
        }
        return new Outcome(sum, often, checksum);
    }
}
