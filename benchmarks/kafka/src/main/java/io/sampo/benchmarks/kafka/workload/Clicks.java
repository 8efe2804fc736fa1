/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka.workload;

import io.sampo.benchmarks.workload.Mix;
import java.time.Duration;
import java.util.Locale;

/**
 * The events: 10,000 users who click by chance, 10,000 clicks in a second of event time, in order.
 *
 * @param seed of the events
 * @param start time of the first one, a multiple of the window's length
 */
public record Clicks(long seed, long start) {
    /** Length of the windows. */
    public static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int USERS = 10_000;
    private static final int PAGES = 100_000;
    private static final int LONGEST_MILLIS = 60_000;
    private static final int CLICKS_PER_MILLI = 10;
    private static final String[] COUNTRIES = {"DE", "FR", "IN", "JP", "US"};
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64) Firefox",
        "Mozilla/5.0 (Macintosh; Intel) Safari",
        "Mozilla/5.0 (Windows NT 10.0) Chrome"
    };

    /**
     * Returns the events, the last of which is about now: brokers delete what they take for old.
     *
     * @param nowMillis since 1970
     */
    public static Clicks endingAt(long nowMillis, long count, long seed) {
        long start = nowMillis - count / CLICKS_PER_MILLI;
        return new Clicks(seed, windowOf(start));
    }

    /** Returns the start of the window that a time is in. */
    public static long windowOf(long timestamp) {
        return timestamp - timestamp % WINDOW.toMillis();
    }

    /** Returns an event. */
    public Click click(long index) {
        return new Click(
                String.format(Locale.ROOT, "user-%05d", draw(index, 0, USERS)),
                String.format(Locale.ROOT, "/products/%06d/reviews", draw(index, 1, PAGES)),
                COUNTRIES[draw(index, 2, COUNTRIES.length)],
                AGENTS[draw(index, 3, AGENTS.length)],
                draw(index, 4, LONGEST_MILLIS),
                start + index / CLICKS_PER_MILLI);
    }

    private int draw(long index, int number, int below) {
        return (int) Mix.below(Mix.h(seed, index, number), below);
    }
}
