/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * Ranks by Zipf's law with exponent 0.99 over {@link #N}, by the approximation of Gray et al. that
 * YCSB uses too.
 *
 * <p>StrictMath throughout, since Math.pow may differ in the last bit from machine to machine.
 */
final class ZipfRanks {

    /** The number of ranks. */
    static final long N = Workload.W3_ZIPF.keys();

    private static final double THETA = .99;
    private static final double ZETA_N = zeta();
    private static final double HALF = 1 + StrictMath.pow(.5, THETA);
    private static final double ETA =
            (1 - StrictMath.pow(2.0 / N, 1 - THETA)) / (1 - HALF / ZETA_N);
    private static final double ALPHA = 1 / (1 - THETA);

    private ZipfRanks() {}

    /** Returns the rank, 0 to {@link #N} - 1, of a uniform draw from [0, 1). */
    static long rank(double u) {
        double scaled = u * ZETA_N;
        if (scaled < 1) {
            return 0;
        }
        if (scaled < HALF) {
            return 1;
        }
        return Math.min(N - 1, (long) (N * StrictMath.pow(ETA * u - ETA + 1, ALPHA)));
    }

    private static double zeta() {
        double sum = 0;
        for (int k = 1; k <= N; k++) {
            sum += 1 / StrictMath.pow(k, THETA);
        }
        return sum;
    }
}
