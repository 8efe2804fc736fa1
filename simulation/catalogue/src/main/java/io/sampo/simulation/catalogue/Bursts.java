/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.FlatMapFunction;
import io.sampo.operators.stream.KeyedValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Makes a burst of each record, more than the next subtask takes at once: the function stands still
 * in the middle of it, with barriers behind.
 */
final class Bursts {
    private static final int READINGS = 12;
    private static final int BURST = 700;

    private Bursts() {}

    static KnownJob job(long seed) {
        List<Reading> readings = Reading.random(seed, READINGS);
        Map<Integer, Long> counts = new TreeMap<>();
        for (Reading reading : readings) {
            for (int i = 0; i < BURST; i++) {
                counts.merge(keyOf(reading, i), 1L, Long::sum);
            }
        }
        return new KnownJob(
                (environment, world) -> {
                    environment.set("sampo.runtime.local-channel-credits", 1);
                    Reading.stream(environment, world, "readings", readings)
                            .flatMap(new Burst())
                            .name("burst")
                            .keyBy(key -> key)
                            .count()
                            .name("count")
                            .process(new WatermarkGuard<>())
                            .name("guard")
                            .sinkTo(world.output(KnownJob.OUTPUT))
                            .name("results");
                },
                counts.entrySet().stream()
                        .flatMap(
                                count ->
                                        LongStream.rangeClosed(1, count.getValue())
                                                .mapToObj(n -> count.getKey() + " " + n))
                        .collect(Collectors.toList()),
                result ->
                        result.<KeyedValue<Integer, Long>>output(KnownJob.OUTPUT).stream()
                                .map(count -> count.key() + " " + count.value())
                                .toList());
    }

    private static int keyOf(Reading reading, int index) {
        return reading.value() % 5 + index % 3;
    }

    private static final class Burst implements FlatMapFunction<Reading, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(Reading reading, Collector<Integer> out) {
            for (int i = 0; i < BURST; i++) {
                out.collect(keyOf(reading, i));
            }
        }
    }
}
