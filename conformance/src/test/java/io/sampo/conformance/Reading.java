/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The record of these jobs.
 *
 * @param key of what
 * @param value how much
 * @param time when, in milliseconds
 */
public record Reading(String key, long value, long time) {
    /** Watermarks are this far behind the newest record. */
    static final long BOUND = 20;

    /** Returns records that mostly come within the bound, and now and then much later. */
    static List<Reading> random(Random random, int count) {
        return random(random, count, 120);
    }

    /** Returns records none of which is late. */
    static List<Reading> randomWithinTheBound(Random random, int count) {
        return random(random, count, 20);
    }

    private static List<Reading> random(Random random, int count, int longestDelay) {
        List<Reading> readings = new ArrayList<>();
        long newest = 0;
        for (int i = 0; i < count; i++) {
            newest += random.nextInt(12) == 0 ? random.nextInt(80) : random.nextInt(6);
            long delay =
                    random.nextInt(15) == 0 ? random.nextInt(longestDelay) : random.nextInt(20);
            readings.add(new Reading("k" + random.nextInt(4), random.nextInt(50), newest - delay));
        }
        return readings;
    }
}
