/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedBroadcastProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A sum for each key, shown at the end of time beside all that was broadcast. */
final class Broadcasts {
    private static final int READINGS = 400;
    private static final int RULES = 60;
    private static final StateDescriptor.Mapping<Integer, Integer> SEEN =
            StateDescriptor.map("rules", Integer.class, Integer.class);

    private Broadcasts() {}

    static KnownJob job(long seed) {
        List<Reading> readings = Reading.random(seed, READINGS);
        List<Reading> rules = Reading.random(seed + 1, RULES);
        long ofRules = rules.stream().mapToLong(Reading::value).sum();
        Map<Integer, Long> sums = new TreeMap<>();
        readings.forEach(reading -> sums.merge(reading.key(), (long) reading.value(), Long::sum));
        return KnownJob.of(
                (environment, world) ->
                        Reading.stream(environment, world, "readings", readings)
                                .keyBy(Reading::key)
                                .connect(
                                        Reading.stream(environment, world, "rules", rules)
                                                .broadcast(SEEN))
                                .process(new Sum())
                                .name("sums")
                                .process(new WatermarkGuard<>())
                                .name("guard")
                                .sinkTo(world.output(KnownJob.OUTPUT))
                                .name("results"),
                sums.entrySet().stream()
                        .map(sum -> line(sum.getKey(), sum.getValue(), ofRules))
                        .toList());
    }

    private static String line(int key, long sum, long rules) {
        return key + ": " + sum + " and " + rules;
    }

    private static final class Sum
            extends KeyedBroadcastProcessFunction<Integer, Reading, Reading, String> {
        private static final long serialVersionUID = 1L;
        private static final long END_OF_TIME = 1_000_000_000;

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Long> sum;

        @Override
        public void open(RuntimeContext context) {
            sum = context.getState(StateDescriptor.value("sum", Long.class));
        }

        @Override
        public void processElement(
                Reading reading, ReadOnlyContext<Integer> context, Collector<String> out)
                throws Exception {
            Long before = sum.value();
            sum.update(reading.value() + (before == null ? 0 : before));
            context.timerService().registerEventTimeTimer(END_OF_TIME);
        }

        @Override
        public void processBroadcastElement(
                Reading rule, Context<Integer> context, Collector<String> out) throws Exception {
            context.getBroadcastState(SEEN).put(rule.number(), rule.value());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Integer> context, Collector<String> out)
                throws Exception {
            long rules = 0;
            for (Map.Entry<Integer, Integer> rule : context.getBroadcastState(SEEN).entries()) {
                rules += rule.getValue();
            }
            out.collect(line(context.getCurrentKey(), Objects.requireNonNull(sum.value()), rules));
        }
    }
}
