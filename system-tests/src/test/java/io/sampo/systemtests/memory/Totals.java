/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.memory;

/**
 * What is kept for a key.
 *
 * @param visits how many so far
 * @param amount of all of them
 */
record Totals(int visits, long amount) {
    static final Totals NONE = new Totals(0, 0);

    Totals plus(Totals other) {
        return new Totals(visits + other.visits, amount + other.amount);
    }

    /** Returns the totals with one visit more. */
    Totals with(long amountOfVisit) {
        return plus(new Totals(1, amountOfVisit));
    }

    long mix(long key) {
        return Visits.mix(key, visits, amount);
    }
}
