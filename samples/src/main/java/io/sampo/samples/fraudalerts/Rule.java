/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.fraudalerts;

/**
 * What is suspicious: more than an amount, by one card, within some time. A later version of a rule
 * takes the place of the one before from its own time on.
 *
 * @param name of the rule
 * @param fromMillis event time from which on this version is valid
 * @param limitCents what may be spent
 * @param withinMillis in that time; at most {@link #LONGEST_MILLIS}
 */
record Rule(String name, long fromMillis, long limitCents, long withinMillis) {
    /** How long payments are kept. */
    static final long LONGEST_MILLIS = 10_000;
}
