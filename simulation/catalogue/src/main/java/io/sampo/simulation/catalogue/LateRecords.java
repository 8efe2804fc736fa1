/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.simulation.SimulationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Windows, and records that come after them. Which those are hangs on the order; but each record is
 * in its window or late, and no window has two results: a record that was late stays it.
 */
final class LateRecords {
    private static final int READINGS = 600;
    private static final int ONE_LATE_IN = 5;
    private static final int LATE_BY = 400;
    private static final OutputTag<Reading> LATE = OutputTag.of("late", Reading.class);

    private LateRecords() {}

    static KnownJob job(long seed) {
        List<Reading> readings =
                Reading.random(seed, READINGS).stream()
                        .map(
                                reading ->
                                        reading.number() % ONE_LATE_IN == 0
                                                ? reading.lateBy(LATE_BY)
                                                : reading)
                        .toList();
        return new KnownJob(
                (environment, world) -> {
                    DataStream<String> windows =
                            Reading.stream(environment, world, "readings", readings)
                                    .keyBy(Reading::key)
                                    .window(TumblingEventTimeWindows.of(Duration.ofMillis(50)))
                                    .sideOutputLateData(LATE)
                                    .process(new Numbers())
                                    .name("windows");
                    windows.union(
                                    windows.getSideOutput(LATE)
                                            .map(reading -> "number " + reading.number()))
                            .process(new WatermarkGuard<>())
                            .name("guard")
                            .sinkTo(world.output(KnownJob.OUTPUT))
                            .name("results");
                },
                readings.stream().map(reading -> "number " + reading.number()).toList(),
                LateRecords::numbersAndWindowsSeenTwice);
    }

    private static Collection<String> numbersAndWindowsSeenTwice(SimulationResult result) {
        List<String> lines = new ArrayList<>();
        Set<String> windows = new HashSet<>();
        for (String line : result.<String>output(KnownJob.OUTPUT)) {
            if (line.startsWith("number")) {
                lines.add(line);
            } else if (!windows.add(line)) {
                lines.add("twice " + line);
            }
        }
        return lines;
    }

    private static final class Numbers
            extends ProcessWindowFunction<Reading, String, Integer, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Integer key,
                Context<TimeWindow> context,
                Iterable<Reading> readings,
                Collector<String> out) {
            out.collect("window " + context.window().start() + " of " + key);
            readings.forEach(reading -> out.collect("number " + reading.number()));
        }
    }
}
