/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobProgress;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.JobStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long WATERMARK = Instant.parse("2001-02-27T10:15:30.250Z").toEpochMilli();

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(heard, true, StandardCharsets.UTF_8);

    /** Is as far as it is told, one reading after the other, and ends with the last. */
    private static final class ToldJob implements JobClient {
        private final Deque<JobProgress> readings;
        private final CompletableFuture<JobResult> result = new CompletableFuture<>();
        private final Runnable end;

        ToldJob(List<JobProgress> readings, Consumer<CompletableFuture<JobResult>> end) {
            this.readings = new ArrayDeque<>(readings);
            this.end = () -> end.accept(result);
        }

        @Override
        public String jobName() {
            return "told";
        }

        @Override
        public JobStatus status() {
            return JobStatus.RUNNING;
        }

        @Override
        public JobProgress progress() {
            JobProgress reading = readings.size() == 1 ? readings.peek() : readings.pop();
            if (readings.size() == 1) {
                end.run();
            }
            return reading;
        }

        @Override
        public CompletableFuture<JobResult> result() {
            return result;
        }

        @Override
        public CompletableFuture<Void> cancel() {
            throw new UnsupportedOperationException("Only shown");
        }

        @Override
        public CompletableFuture<Path> savepoint() {
            throw new UnsupportedOperationException("Only shown");
        }

        @Override
        public CompletableFuture<Path> stopWithSavepoint(boolean drain) {
            throw new UnsupportedOperationException("Only shown");
        }

        @Override
        public void subscribe(String channel, Consumer<Object> listener) {
            throw new UnsupportedOperationException("Only shown");
        }
    }

    private static JobProgress reading(long records, long watermark, long checkpoint, long age) {
        return new JobProgress(records, watermark, checkpoint, age, 1);
    }

    private static JobResult told(Duration runTime, int attempts, Optional<Path> savepoint) {
        return new JobResult("told", runTime, attempts, Map.of(), Map.of(), savepoint);
    }

    private String heard() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** A result is looked for once a reading, so each line costs a wait of the period. */
    @Test
    void showsRecordsRateWatermarkAndCheckpoint() throws Exception {
        ToldJob job =
                new ToldJob(
                        List.of(
                                reading(2_000, Long.MIN_VALUE, 0, -1),
                                reading(5_000, WATERMARK, 7, 1_250),
                                reading(12_345, Long.MAX_VALUE, 8, 0)),
                        result ->
                                result.complete(
                                        told(Duration.ofMillis(2_350), 1, Optional.empty())));

        JobResult result = new ProgressLine(job, out, false, 10).follow();

        assertThat(result.runTime()).isEqualTo(Duration.ofMillis(2_350));
        assertThat(heard().lines())
                .containsExactly(
                        "told: 2,000 records, 200,000/s, watermark none, no checkpoint yet",
                        "told: 5,000 records, 250,000/s, watermark 2001-02-27T10:15:30Z,"
                                + " checkpoint 7 1.3 s ago",
                        "told: finished, 12,345 records in 2.4 s");
    }

    @Test
    void saysWithWhichSavepointTheJobWasStopped() throws Exception {
        ToldJob job =
                new ToldJob(
                        List.of(reading(10, WATERMARK, 3, 0)),
                        result ->
                                result.complete(
                                        told(
                                                Duration.ZERO,
                                                1,
                                                Optional.of(Path.of("savepoint-4-1")))));

        new ProgressLine(job, out, false, 10).follow();

        assertThat(heard())
                .contains("told: stopped with savepoint savepoint-4-1, 10 records in 0.0 s");
    }

    /** A job of a cluster tells each second only. */
    @Test
    void theRateIsThatOfTheLastLooks() throws Exception {
        List<JobProgress> progress = new ArrayList<>();
        for (int second = 0; second < 8; second++) {
            progress.add(reading(1_000L * second * second, WATERMARK, 0, -1));
        }
        ToldJob job =
                new ToldJob(
                        progress,
                        result -> result.completeExceptionally(new IllegalStateException("end")));

        assertThatThrownBy(() -> new ProgressLine(job, out, false, 1, 2).follow());

        assertThat(heard()).contains("36,000 records, 10,000,000/s");
    }

    /** Else the job would seem to have lost those before. */
    @Test
    void afterARestartItIsSaidSinceWhenRecordsCount() throws Exception {
        JobProgress restarted = new JobProgress(1_234, WATERMARK, 7, 0, 3);
        ToldJob job =
                new ToldJob(
                        List.of(restarted, restarted),
                        result -> result.complete(told(Duration.ZERO, 3, Optional.empty())));

        new ProgressLine(job, out, false, 10).follow();

        assertThat(heard().lines())
                .allMatch(line -> line.contains(" 1,234 records since attempt 3 began"));
    }

    /** The cluster's directory of jobs has moved, and the one before knew. */
    @Test
    void whatIsNotKnownIsNoNumber() throws Exception {
        JobProgress unknown = new JobProgress(JobProgress.UNKNOWN, Long.MIN_VALUE, 7, 1_250, 2);
        ToldJob job =
                new ToldJob(
                        List.of(unknown, unknown),
                        result -> result.complete(told(Duration.ZERO, 2, Optional.empty())));

        new ProgressLine(job, out, false, 10).follow();

        assertThat(heard().lines())
                .containsExactly(
                        "told: unknown how many records since attempt 2 began, watermark none,"
                                + " checkpoint 7 1.3 s ago",
                        "told: finished, unknown how many records since attempt 2 began, 0.0 s in all");
    }

    @Test
    void onATerminalOneLineIsRewritten() throws Exception {
        ToldJob job =
                new ToldJob(
                        List.of(
                                reading(10, Long.MAX_VALUE, 0, -1),
                                reading(20, Long.MAX_VALUE, 0, -1)),
                        result -> result.complete(told(Duration.ZERO, 1, Optional.empty())));

        new ProgressLine(job, out, true, 10).follow();

        String clear = "\r\u001b[K";
        assertThat(heard())
                .isEqualTo(
                        String.format(
                                "%stold: 10 records, 1,000/s, watermark at the end, no checkpoint"
                                        + " yet%stold: finished, 20 records in 0.0 s%n",
                                clear, clear));
    }

    @Test
    void aFailureComesAsItIs() {
        StreamException failure = new StreamException(ErrorCode.BAD_RECORD, "line 3");
        ToldJob job =
                new ToldJob(
                        List.of(
                                reading(10, Long.MIN_VALUE, 0, -1),
                                reading(20, Long.MIN_VALUE, 0, -1)),
                        result -> result.completeExceptionally(failure));

        assertThatThrownBy(() -> new ProgressLine(job, out, false, 10).follow()).isSameAs(failure);
        assertThat(heard()).doesNotContain("finished");
    }
}
