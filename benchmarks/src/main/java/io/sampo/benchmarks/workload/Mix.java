/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * The arithmetic all workloads are made of: the splitmix64 finaliser, the draws of an event and the
 * hash of an output row.
 *
 * <p>All of it is 64-bit two's complement with wrap-around, and part of the definition of the
 * workloads: a change here changes every checksum.
 */
public final class Mix {

    /** 2^64 divided by the golden ratio, made odd: the step between two draws. */
    public static final long GOLD = 0x9E3779B97F4A7C15L;

    private static final double TWO_POW_MINUS_53 = 0x1p-53;

    private Mix() {}

    /** Returns {@code z} with its bits mixed: the splitmix64 finaliser, a bijection. */
    public static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /**
     * Returns a draw of an event.
     *
     * @param seed the seed of the workload
     * @param i the index of the event
     * @param k which draw of the event, 0 to 15
     */
    public static long h(long seed, long i, int k) {
        return mix(seed + (16 * i + k + 1) * GOLD);
    }

    /**
     * Returns the draw {@code x} scaled to a number from 0 to {@code n - 1}.
     *
     * @param n at least 1 and less than 2^32, else the product overflows
     */
    public static long below(long x, long n) {
        return ((x >>> 33) * n) >>> 31;
    }

    /** Returns the draw {@code x} scaled to a double from 0 (inclusive) to 1 (exclusive). */
    public static double u01(long x) {
        return (x >>> 11) * TWO_POW_MINUS_53;
    }

    /** Returns the hash of an output row of two columns. */
    public static long row(long a, long b) {
        return mix(mix(GOLD + a) + b);
    }

    /** Returns the hash of an output row of three columns. */
    public static long row(long a, long b, long c) {
        return mix(row(a, b) + c);
    }

    /** Returns the hash of an output row of four columns. */
    public static long row(long a, long b, long c, long d) {
        return mix(row(a, b, c) + d);
    }

    /** Returns the hash of an output row of five columns. */
    public static long row(long a, long b, long c, long d, long e) {
        return mix(row(a, b, c, d) + e);
    }
}
