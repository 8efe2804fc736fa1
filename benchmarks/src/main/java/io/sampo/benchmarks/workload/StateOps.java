/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.io.Serializable;

/**
 * Operations on keyed state: the implementations differ in how they draw the keys.
 *
 * <p>Serializable, so that a job may capture it.
 */
public sealed interface StateOps extends Serializable {

    /**
     * Returns the operations of a workload.
     *
     * @throws IllegalArgumentException if it has none
     */
    static StateOps of(Workload workload, long seed) {
        return switch (workload) {
            case W3_ZIPF -> new Zipf(seed);
            case W3_UNIFORM, W3_WIDE, MAPS_0, MAPS_10 -> new Uniform(seed, workload.keys());
            case KEYS_1M, KEYS_10M, W6, W6_DISK -> new Populating(seed, workload.keys());
            default ->
                    throw new IllegalArgumentException(
                            "Has no operations on state: workload=" + workload.label());
        };
    }

    /** Returns the seed of the draws. */
    long seed();

    /** Returns the key of operation {@code i}. */
    long key(long i);

    /** Returns the value of operation {@code i}. */
    default long value(long i) {
        return Mix.h(seed(), i, 1) >>> 40;
    }

    /** Returns operation {@code i}. */
    default StateOp op(long i) {
        return new StateOp(key(i), value(i));
    }

    /**
     * All keys alike.
     *
     * @param seed the seed of the draws
     * @param keys how many there are
     */
    record Uniform(long seed, long keys) implements StateOps {

        @Override
        public long key(long i) {
            return Mix.below(Mix.h(seed, i, 0), keys);
        }
    }

    /**
     * Keys by Zipf's law, the hot ones spread over the range.
     *
     * @param seed the seed of the draws
     */
    record Zipf(long seed) implements StateOps {

        // Prime to the number of keys, so that different ranks stay different keys.
        private static final long SPREAD = 611_953;

        @Override
        public long key(long i) {
            return ZipfRanks.rank(Mix.u01(Mix.h(seed, i, 0))) * SPREAD % ZipfRanks.N;
        }
    }

    /**
     * Each key once, in order, and uniform draws after that.
     *
     * @param seed the seed of the draws
     * @param keys how many there are
     */
    record Populating(long seed, long keys) implements StateOps {

        @Override
        public long key(long i) {
            return i < keys ? i : Mix.below(Mix.h(seed, i, 0), keys);
        }
    }
}
