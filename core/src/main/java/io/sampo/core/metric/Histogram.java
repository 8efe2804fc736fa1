/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How values are distributed: quantiles of the last 4,096 of them, exactly. One thread writes, that
 * of the subtask; any thread may read. Begins anew with each attempt of a job.
 */
public final class Histogram {
    private static final int KEPT = 4_096;

    private final Counter count = new Counter();
    private final AtomicLongArray recent = new AtomicLongArray(KEPT);

    Histogram() {}

    /** Takes a value. */
    public void update(long value) {
        recent.lazySet((int) (count.value() % KEPT), value);
        count.increment();
    }

    /** Returns how many values there were. */
    public long count() {
        return count.value();
    }

    /** Returns what the values are that are kept. They are copied and sorted. */
    public Statistics statistics() {
        long[] values = new long[(int) Math.min(KEPT, count.value())];
        for (int i = 0; i < values.length; i++) {
            values[i] = recent.get(i);
        }
        Arrays.sort(values);
        return new Statistics(values);
    }

    /** The last values at one moment. Those of no value at all are zero. */
    public static final class Statistics {
        private final long[] sorted;

        private Statistics(long[] sorted) {
            this.sorted = sorted;
        }

        /** Returns how many values these are. */
        public int size() {
            return sorted.length;
        }

        /**
         * Returns the least value that as large a share of them does not exceed.
         *
         * @param share from 0 to 1: 0.5 for the median, 0.99 for the 99th percentile
         */
        public long quantile(double share) {
            if (sorted.length == 0) {
                return 0;
            }
            int place = (int) Math.ceil(share * sorted.length) - 1;
            return sorted[Math.min(Math.max(place, 0), sorted.length - 1)];
        }

        /** Returns the least of them. */
        public long min() {
            return quantile(0);
        }

        /** Returns the largest of them. */
        public long max() {
            return quantile(1);
        }

        /** Returns their mean. */
        public double mean() {
            return Arrays.stream(sorted).asDoubleStream().average().orElse(0);
        }
    }
}
