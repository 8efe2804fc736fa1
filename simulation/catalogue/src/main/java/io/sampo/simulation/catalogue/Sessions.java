/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.window.EventTimeSessionWindows;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;
import java.time.Duration;
import java.util.List;

/**
 * Sessions, and records that come hours late. Which of those are late, and which still make a
 * session of their own, hangs on the order; but each record is in one of the two places, once.
 */
final class Sessions {
    private static final int READINGS = 400;
    private static final int ONE_LATE_IN = 9;
    private static final long HOURS = 10_000_000;
    private static final OutputTag<Reading> LATE = OutputTag.of("late", Reading.class);

    private Sessions() {}

    static KnownJob job(long seed) {
        List<Reading> readings =
                Reading.random(seed, READINGS).stream()
                        .map(
                                reading ->
                                        reading.number() % ONE_LATE_IN == ONE_LATE_IN - 1
                                                ? reading.lateBy(HOURS)
                                                : reading)
                        .toList();
        return KnownJob.of(
                (environment, world) -> {
                    DataStream<String> sessions =
                            Reading.stream(environment, world, "readings", readings)
                                    .keyBy(Reading::key)
                                    .window(EventTimeSessionWindows.withGap(Duration.ofMillis(30)))
                                    .sideOutputLateData(LATE)
                                    .process(new Numbers())
                                    .name("sessions");
                    sessions.union(
                                    sessions.getSideOutput(LATE)
                                            .map(reading -> "number " + reading.number()))
                            .process(new WatermarkGuard<>())
                            .name("guard")
                            .sinkTo(world.output(KnownJob.OUTPUT))
                            .name("results");
                },
                readings.stream().map(reading -> "number " + reading.number()).toList());
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
            readings.forEach(reading -> out.collect("number " + reading.number()));
        }
    }
}
