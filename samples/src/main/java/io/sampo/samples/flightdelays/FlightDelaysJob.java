/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import io.sampo.connectors.files.sink.FileSink;
import io.sampo.connectors.files.source.FileSource;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;

/** The job: read flights, group them by airport and day, write one line for each group. */
final class FlightDelaysJob {
    /** Flights that came after their day was closed. */
    static final OutputTag<Flight> LATE = OutputTag.of("late", Flight.class);

    static final String LATE_DIRECTORY = "late";

    private FlightDelaysJob() {}

    /**
     * Adds the job to {@code environment}.
     *
     * @param rate about how many flights to take a second; 0 is as fast as possible
     * @param times which of a flight's times counts, and how long to wait for those out of order
     */
    static void build(
            StreamEnvironment environment,
            Path input,
            int rate,
            Path output,
            WatermarkStrategy<Flight> times) {
        DataStream<Flight> flights =
                environment.fromSource(FileSource.jsonLines(input, Flight.class), times, "flights");

        if (rate > 0) {
            // By one subtask: a small file is read by one, and the others' shares would be missing.
            flights =
                    flights.setParallelism(1)
                            .map(new Slowly(rate))
                            .name("slowly")
                            .setParallelism(1);
        }

        DataStream<AirportDay> days =
                flights.keyBy(Flight::origin)
                        .window(TumblingEventTimeWindows.of(Duration.ofDays(1)))
                        .sideOutputLateData(LATE)
                        .aggregate(new DelayStatistics(), new ToAirportDay())
                        .name("delays by airport and day");

        days.sinkTo(FileSink.jsonLines(output)).name("results");
        days.getSideOutput(LATE)
                .sinkTo(FileSink.jsonLines(output.resolve(LATE_DIRECTORY)))
                .name("late flights");
    }

    /** Lets flights pass one by one, with a pause after each. */
    private static final class Slowly implements MapFunction<Flight, Flight> {
        private static final long serialVersionUID = 1L;
        private static final long NANOS_PER_SECOND = 1_000_000_000;

        private final long pauseNanos;

        Slowly(int perSecond) {
            this.pauseNanos = NANOS_PER_SECOND / perSecond;
        }

        @Override
        public Flight map(Flight flight) {
            LockSupport.parkNanos(pauseNanos);
            return flight;
        }
    }

    /** Adds airport and day to the statistics of a window. */
    private static final class ToAirportDay
            extends ProcessWindowFunction<DelayStatistics.Sums, AirportDay, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String airport,
                Context<TimeWindow> context,
                Iterable<DelayStatistics.Sums> statistics,
                Collector<AirportDay> out) {
            DelayStatistics.Sums sums = statistics.iterator().next();
            String day =
                    Instant.ofEpochMilli(context.window().start())
                            .atOffset(ZoneOffset.UTC)
                            .toLocalDate()
                            .toString();
            out.collect(
                    new AirportDay(
                            airport, day, sums.flights(), sums.meanDelay(), sums.delayedShare()));
        }
    }
}
