/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.state.ListState;
import io.sampo.state.StateDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the records of each bucket of time in a list, and lets a timer show them. */
final class Timers {
    private static final int READINGS = 400;
    private static final int BUCKET = 60;

    private Timers() {}

    static KnownJob job(long seed) {
        List<Reading> readings = Reading.random(seed, READINGS);
        Map<String, Long> sums = new TreeMap<>();
        for (Reading reading : readings) {
            String bucket = reading.key() + " until " + endOf(reading);
            sums.merge(bucket, (long) reading.value(), Long::sum);
        }
        List<String> expected = new ArrayList<>();
        sums.forEach((bucket, sum) -> expected.add(bucket + ": " + sum));
        return KnownJob.of(
                (environment, world) ->
                        Reading.stream(environment, world, "readings", readings)
                                .keyBy(Reading::key)
                                .process(new Buckets())
                                .name("buckets")
                                .process(new WatermarkGuard<>())
                                .name("guard")
                                .sinkTo(world.output(KnownJob.OUTPUT))
                                .name("results"),
                expected);
    }

    private static long endOf(Reading reading) {
        return reading.time() / BUCKET * BUCKET + BUCKET - 1;
    }

    private static final class Buckets extends KeyedProcessFunction<Integer, Reading, String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Reading> kept;

        @Override
        public void open(RuntimeContext context) {
            kept = context.getState(StateDescriptor.list("kept", Reading.class));
        }

        @Override
        public void processElement(Reading reading, Context<Integer> context, Collector<String> out)
                throws Exception {
            kept.add(reading);
            context.timerService().registerEventTimeTimer(endOf(reading));
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Integer> context, Collector<String> out)
                throws Exception {
            long sum = 0;
            List<Reading> later = new ArrayList<>();
            for (Reading reading : kept.get()) {
                if (endOf(reading) == timestamp) {
                    sum += reading.value();
                } else {
                    later.add(reading);
                }
            }
            kept.update(later);
            out.collect(context.getCurrentKey() + " until " + timestamp + ": " + sum);
        }
    }
}
