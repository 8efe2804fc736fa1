/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/** Sums of sliding windows as a plain loop: each slice is added once and taken away once. */
final class PlainSlices {
    private final Checksum checksum = new Checksum();
    private final int slices;
    private final long slide;

    /** By shop: what was sold in each of the last slices, and in all of them. */
    private final long[][] amounts;

    private final long[] sums = new long[SaleEvents.SHOPS];
    private long current;

    private PlainSlices(int slices) {
        this.slices = slices;
        slide = SaleEvents.WINDOW_MS / slices;
        amounts = new long[SaleEvents.SHOPS][slices];
    }

    static Checksum run(SaleEvents sales, int slices, long events) {
        PlainSlices windows = new PlainSlices(slices);
        Kept kept = new Kept();
        for (long i = 0; i < events; i++) {
            windows.add(kept.keep(sales.sale(i)));
        }
        if (events > 0) {
            windows.advance(windows.current + slices);
        }
        return windows.checksum;
    }

    private void add(SaleEvents.Sale sale) {
        advance(sale.time() / slide);
        amounts[sale.shop()][place(current)] += sale.amount();
        sums[sale.shop()] += sale.amount();
    }

    /** Ends all windows that end with a slice before that one. */
    private void advance(long slice) {
        while (current < slice) {
            current++;
            for (int shop = 0; shop < sums.length; shop++) {
                if (sums[shop] != 0) {
                    checksum.add(SaleEvents.row(current * slide, shop, sums[shop]));
                }
                sums[shop] -= amounts[shop][place(current)];
                amounts[shop][place(current)] = 0;
            }
        }
    }

    private int place(long slice) {
        return (int) (slice % slices);
    }
}
