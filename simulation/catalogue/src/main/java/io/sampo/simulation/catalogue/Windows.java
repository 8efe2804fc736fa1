/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Sums of sliding windows. */
final class Windows {
    private static final int READINGS = 1_000;
    static final int SIZE = 100;
    static final int SLIDE = 50;

    private Windows() {}

    static KnownJob job(long seed) {
        List<Reading> readings = Reading.random(seed, READINGS);
        return KnownJob.of(
                (environment, world) ->
                        Reading.stream(environment, world, "readings", readings)
                                .keyBy(Reading::key)
                                .window(
                                        SlidingEventTimeWindows.of(
                                                Duration.ofMillis(SIZE), Duration.ofMillis(SLIDE)))
                                .aggregate(new Sum(), new Line())
                                .name("sums")
                                .process(new WatermarkGuard<>())
                                .name("guard")
                                .sinkTo(world.output(KnownJob.OUTPUT))
                                .name("results"),
                expected(readings));
    }

    static List<String> expected(List<Reading> readings) {
        TreeMap<String, Long> sums = new TreeMap<>();
        for (Reading reading : readings) {
            long last = Math.floorDiv(reading.time(), SLIDE) * SLIDE;
            for (long start = last; start > reading.time() - SIZE; start -= SLIDE) {
                sums.merge(reading.key() + " from " + start, (long) reading.value(), Long::sum);
            }
        }
        return sums.entrySet().stream().map(sum -> sum.getKey() + ": " + sum.getValue()).toList();
    }

    static final class Sum implements AggregateFunction<Reading, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Reading reading, Long sum) {
            return sum + reading.value();
        }

        @Override
        public Long getResult(Long sum) {
            return sum;
        }

        @Override
        public Long merge(Long a, Long b) {
            return a + b;
        }
    }

    static final class Line extends ProcessWindowFunction<Long, String, Integer, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Integer key,
                Context<TimeWindow> context,
                Iterable<Long> sums,
                Collector<String> out) {
            out.collect(key + " from " + context.window().start() + ": " + sums.iterator().next());
        }
    }
}
