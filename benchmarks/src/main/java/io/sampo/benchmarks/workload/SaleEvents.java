/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.io.Serializable;

/**
 * Sales of few shops, in the order of their times: what a window holds is far more than it puts
 * out.
 *
 * @param seed of the draws
 */
public record SaleEvents(long seed) implements Serializable {
    /** The number of shops. */
    public static final int SHOPS = 20;

    /** The length of the windows. */
    public static final long WINDOW_MS = 25_000;

    private static final long PER_MS = 100;
    private static final int MOST = 1000;

    /**
     * A sale.
     *
     * @param shop from 0
     * @param amount 1 at least, so that no window with a sale sums up to 0
     * @param time in milliseconds
     */
    public record Sale(int shop, long amount, long time) {}

    /** Returns sale {@code i}. */
    public Sale sale(long i) {
        long draw = Mix.h(seed, i, 0);
        return new Sale(
                (int) Mix.below(draw, SHOPS), 1 + Mix.below(Mix.mix(draw), MOST), i / PER_MS);
    }

    /** Returns the row of what a shop sold in a window. */
    public static long row(long windowEnd, int shop, long amount) {
        return Mix.row(windowEnd, shop, amount);
    }
}
