/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.io.Serializable;

/**
 * Operations on keyed state (W3 and W6): the implementations differ in how they draw the keys.
 *
 * <p>Serializable, so that a job may capture it.
 */
public sealed interface StateOps extends Serializable {

    /** The number of keys of W3. */
    long KEYS = 1_000_000;

    /** The number of keys of W6. */
    long RECOVERY_KEYS = 2_000_000;

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
     */
    record Uniform(long seed) implements StateOps {

        @Override
        public long key(long i) {
            return Mix.below(Mix.h(seed, i, 0), KEYS);
        }
    }

    /**
     * Keys by Zipf's law, the hot ones spread over the range.
     *
     * @param seed the seed of the draws
     */
    record Zipf(long seed) implements StateOps {

        // Prime to KEYS, so that different ranks stay different keys.
        private static final long SPREAD = 611_953;

        @Override
        public long key(long i) {
            return ZipfRanks.rank(Mix.u01(Mix.h(seed, i, 0))) * SPREAD % KEYS;
        }
    }

    /**
     * Each key once, in order, and uniform draws after that.
     *
     * @param seed the seed of the draws
     */
    record Populating(long seed) implements StateOps {

        @Override
        public long key(long i) {
            return i < RECOVERY_KEYS ? i : Mix.below(Mix.h(seed, i, 0), RECOVERY_KEYS);
        }
    }
}
