/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka.workload;

/**
 * What is written for each user and window.
 *
 * @param user the key
 * @param window its start, in milliseconds since 1970
 * @param clicks how many there were
 * @param millis how long all of them took
 */
public record ClickTotals(String user, long window, long clicks, long millis) {
    /** Returns the totals of a user who has not clicked yet, of no window. */
    public static ClickTotals none() {
        return new ClickTotals("", 0, 0, 0);
    }

    /** Returns the totals with one click more. */
    public ClickTotals plus(Click click) {
        return new ClickTotals(click.user(), window, clicks + 1, millis + click.millis());
    }

    /** Returns the totals of both. */
    public ClickTotals plus(ClickTotals other) {
        String of = user.isEmpty() ? other.user : user;
        return new ClickTotals(of, window, clicks + other.clicks, millis + other.millis);
    }

    /** Returns the same totals as those of a window. */
    public ClickTotals in(long start) {
        return new ClickTotals(user, start, clicks, millis);
    }
}
