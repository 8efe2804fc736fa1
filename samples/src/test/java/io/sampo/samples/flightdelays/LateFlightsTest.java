/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.samples.flightdelays.PlainFlights.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job by date + delay, with a watermark behind each record: what is late is then a matter of
 * the input alone, and can be found by a plain computation as well.
 */
class LateFlightsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long LIMIT_SECONDS = 60;

    @TempDir Path directory;
    private List<Line> onTime;
    private List<Line> late;

    /** Trails the latest departure by the bound, and says so behind each record. */
    private static final class EachRecord implements WatermarkGenerator<Flight> {
        private final Duration bound;
        private long latest = Long.MIN_VALUE;

        EachRecord(Duration bound) {
            this.bound = bound;
        }

        @Override
        public void onEvent(Flight flight, long timestamp, WatermarkOutput output) {
            latest = Math.max(latest, timestamp);
            output.emitWatermark(latest - bound.toMillis() - 1);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    @BeforeEach
    void divideTheFlights() throws Exception {
        onTime = new ArrayList<>();
        late = new ArrayList<>();
        long latest = 0;
        for (Line flight : PlainFlights.packaged()) {
            long day = Math.floorDiv(flight.departed(), PlainFlights.MINUTES_OF_DAY);
            long firstOfNextDay = (day + 1) * PlainFlights.MINUTES_OF_DAY;
            boolean closed = latest - HOUR.toMinutes() >= firstOfNextDay;
            (closed ? late : onTime).add(flight);
            latest = Math.max(latest, flight.departed());
        }
    }

    private Path output() {
        return directory.resolve("out");
    }

    private void run(StreamEnvironment environment, Duration bound) throws Exception {
        Path input = directory.resolve("flights.jsonl");
        Files.write(input, PlainFlights.packaged().stream().map(Line::line).toList());
        FlightDelaysJob.build(
                environment,
                input,
                0,
                output(),
                WatermarkStrategy.<Flight>forGenerator(() -> new EachRecord(bound))
                        .withTimestampAssigner((flight, before) -> flight.departedMillis()));
        JobClient job = environment.executeAsync("late-flights");
        JobResult result = job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(result.attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void oneSubtaskFindsLateWhatAPlainComputationDoes(String backend) throws Exception {
        run(StreamEnvironment.local().setParallelism(1).setStateBackend(backend), HOUR);

        assertThat(late).hasSize(118);
        assertThat(PlainFlights.writtenLate(output())).containsExactlyElementsOf(late);
        assertThat(PlainFlights.written(output()))
                .isEqualTo(PlainFlights.results(onTime, Line::departed));
    }

    /** Subtasks that have nothing to read may hold back the watermark, so fewer may be late. */
    @ParameterizedTest
    @CsvSource({"2, heap", "4, heap", "2, rocksdb", "4, rocksdb"})
    void onTimeAndLateTogetherHoldEachFlightOnce(int parallelism, String backend) throws Exception {
        run(StreamEnvironment.local().setParallelism(parallelism).setStateBackend(backend), HOUR);

        List<Line> found = PlainFlights.writtenLate(output());
        assertThat(late).containsAll(found);
        assertThat(found).doesNotHaveDuplicates();
        List<Line> rest = new ArrayList<>(PlainFlights.packaged());
        rest.removeAll(found);
        assertThat(PlainFlights.written(output()))
                .isEqualTo(PlainFlights.results(rest, Line::departed));
    }

    @Test
    void withABoundOfNineHoursNothingIsLate() throws Exception {
        run(StreamEnvironment.local().setParallelism(2), Duration.ofHours(9));

        assertThat(PlainFlights.writtenLate(output())).isEmpty();
        assertThat(PlainFlights.written(output()))
                .isEqualTo(PlainFlights.results(PlainFlights.packaged(), Line::departed));
    }
}
