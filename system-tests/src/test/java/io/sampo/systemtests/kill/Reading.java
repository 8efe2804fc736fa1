/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

/**
 * What the job counts, made from its index.
 *
 * @param key 0 to {@link #KEYS} - 1
 * @param value added up
 * @param timestamp event time in milliseconds, out of order by up to {@link #JITTER_MILLIS}
 */
public record Reading(long key, long value, long timestamp) {
    static final int KEYS = 199;
    static final long JITTER_MILLIS = 50;
    static final long WINDOW_MILLIS = 100;

    /** Readings for each millisecond of event time. */
    private static final long PER_MILLI = 50;

    private static final long MIX = 0x9E3779B97F4A7C15L;

    static Reading at(long index) {
        long mixed = index * MIX;
        mixed ^= mixed >>> 29;
        return new Reading(
                Math.floorMod(mixed, (long) KEYS),
                index % 1009,
                index / PER_MILLI - Math.floorMod(mixed >>> 7, JITTER_MILLIS));
    }
}
