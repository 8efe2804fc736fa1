/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;

/** Counts readings and adds up their values, in one object that changes while it is state. */
final class Summing implements AggregateFunction<Reading, Summing.Sums, Summing.Sums> {
    private static final long serialVersionUID = 1L;

    /** The accumulator. */
    static final class Sums {
        long count;
        long sum;
    }

    @Override
    public Sums createAccumulator() {
        return new Sums();
    }

    @Override
    public Sums add(Reading reading, Sums sums) {
        sums.count++;
        sums.sum += reading.value();
        return sums;
    }

    @Override
    public Sums getResult(Sums sums) {
        return sums;
    }

    @Override
    public Sums merge(Sums left, Sums right) {
        left.count += right.count;
        left.sum += right.sum;
        return left;
    }

    /** Adds key and window. */
    static final class ToWindowSum
            extends ProcessWindowFunction<Sums, WindowSum, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Long key,
                Context<TimeWindow> context,
                Iterable<Sums> elements,
                Collector<WindowSum> out) {
            Sums sums = elements.iterator().next();
            out.collect(new WindowSum(key, context.window().start(), sums.count, sums.sum));
        }
    }
}
