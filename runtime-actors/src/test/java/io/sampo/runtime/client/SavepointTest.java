/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.testkit.EverythingJob;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavepointTest {
    private static final long COUNT = 20_000;

    @TempDir private Path directory;

    @BeforeEach
    @AfterEach
    void reset() {
        EverythingJob.reset();
    }

    private StreamEnvironment env(String more) {
        return TestJobs.env(more + TestJobs.checkpoints(directory, "1h"));
    }

    private static String from(Path savepoint) {
        return "sampo.checkpoint.restore.from = \"" + savepoint + "\"\n";
    }

    /** Starts a job that does not get to its end before it is stopped. */
    private JobClient start(String name, String settings) {
        EverythingJob.act(
                place -> {
                    if (place.equals("emit")) {
                        for (int i = 0; i < 5000; i++) {
                            Thread.onSpinWait();
                        }
                    }
                });
        JobClient job =
                EverythingJob.write(env(settings), Numbers.upTo(COUNT).in(4)).executeAsync(name);
        TestJobs.until(job, "records are read", () -> job.progress().recordsRead() > 300);
        return job;
    }

    private static void assertEachKeyCountedOnce() {
        assertThat(EverythingJob.COMMITTED)
                .hasSize(100)
                .allSatisfy(
                        (key, count) -> assertThat(count).as("key=%d", key).isEqualTo(COUNT / 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void rule6_aJobGoesOnFromWhereAnotherStoppedWithAnyParallelism(int parallelism) {
        JobClient first = start("first", "");
        Path savepoint = TestJobs.get(first, first.stopWithSavepoint(false));
        assertThat(TestJobs.finish(first).savepoint()).contains(savepoint);
        assertThat(first.status()).isEqualTo(JobStatus.FINISHED);
        long before = EverythingJob.COMMITTED.values().stream().mapToLong(n -> n).sum();
        assertThat(before).as("committed by the first job").isBetween(1L, COUNT - 1);
        EverythingJob.act(place -> {});
        AtomicInteger emitted = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals("emit")) {
                        emitted.incrementAndGet();
                    }
                });

        JobClient second =
                EverythingJob.write(
                                env(from(savepoint) + "sampo.parallelism = " + parallelism + "\n"),
                                Numbers.upTo(COUNT).in(4))
                        .executeAsync("second");
        assertThat(TestJobs.finish(second).savepoint()).isEmpty();

        assertEachKeyCountedOnce();
        assertThat(emitted.get() + before).as("no record was read twice").isEqualTo(COUNT);
    }

    @Test
    void aSavepointDoesNotDisturbTheJob() {
        JobClient job = start("job", "");
        Path savepoint = TestJobs.get(job, job.savepoint());
        assertThat(savepoint).isDirectoryContaining(file -> file.toString().endsWith(".json"));
        EverythingJob.act(place -> {});
        TestJobs.finish(job);
        assertEachKeyCountedOnce();

        EverythingJob.reset();
        JobClient copy =
                EverythingJob.write(env(from(savepoint)), Numbers.upTo(COUNT).in(4))
                        .executeAsync("copy");
        TestJobs.finish(copy);

        assertEachKeyCountedOnce();
        assertThat(savepoint).exists();
    }

    @Test
    void rule55_whenAJobStopsWithASavepointNothingBehindItIsCommitted() {
        JobClient job = start("stops", "");
        TestJobs.get(job, job.stopWithSavepoint(false));
        TestJobs.finish(job);
        long committed = EverythingJob.COMMITTED.values().stream().mapToLong(n -> n).sum();

        // Started again, the job goes on by itself from there.
        AtomicInteger emitted = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals("emit")) {
                        emitted.incrementAndGet();
                    }
                });
        JobClient again =
                EverythingJob.write(env(""), Numbers.upTo(COUNT).in(4)).executeAsync("stops");
        TestJobs.finish(again);

        assertThat(emitted.get() + committed).isEqualTo(COUNT);
        assertEachKeyCountedOnce();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void rule19_onlyDrainingFiresTheTimersThatAreLeft(boolean drain) {
        AtomicInteger timers = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals("timer")) {
                        timers.incrementAndGet();
                    }
                });
        // 1000 numbers have one timer, that of number 0; its watermark does not come by itself.
        JobClient job =
                EverythingJob.write(env(""), Numbers.upTo(1).in(1).andStay())
                        .executeAsync("drained");
        TestJobs.until(job, "all is read", () -> job.progress().recordsRead() == 1);
        TestJobs.get(job, job.stopWithSavepoint(drain));
        TestJobs.finish(job);

        assertThat(timers).hasValue(drain ? 1 : 0);
        assertThat(EverythingJob.COMMITTED).hasSize(1);
    }

    @Test
    void withoutADirectoryThereAreNoSavepoints() {
        JobClient job =
                EverythingJob.write(TestJobs.env(""), Numbers.upTo(10).andStay())
                        .executeAsync("nowhere");
        TestJobs.until(job, "it runs", () -> job.status() == JobStatus.RUNNING);

        assertThat(refused(job, job.savepoint())).hasMessageContaining("sampo.checkpoint.dir");
        assertThat(refused(job, job.stopWithSavepoint(true)))
                .hasMessageContaining("sampo.checkpoint.dir");
        TestJobs.cancel(job);
    }

    @Test
    void aCheckpointThatCannotBeUsedLeavesTheJobAsItWas() {
        JobClient job = start("mistyped", "");
        TestJobs.get(job, job.stopWithSavepoint(false));
        TestJobs.finish(job);
        EverythingJob.act(place -> {});

        JobClient nowhere =
                EverythingJob.write(
                                env(from(directory.resolve("savepiont-1-1"))),
                                Numbers.upTo(COUNT).in(4))
                        .executeAsync("mistyped");
        assertThatThrownBy(() -> TestJobs.finish(nowhere))
                .hasStackTraceContaining("There is no checkpoint here");

        JobClient again =
                EverythingJob.write(env(""), Numbers.upTo(COUNT).in(4)).executeAsync("mistyped");
        TestJobs.finish(again);
        assertEachKeyCountedOnce();
    }

    private static StreamException refused(JobClient job, CompletableFuture<Path> answer) {
        TestJobs.until(job, "an answer comes", answer::isDone);
        try {
            throw new AssertionError("A savepoint was taken: " + answer.join());
        } catch (CompletionException e) {
            return (StreamException) e.getCause();
        }
    }

    @Test
    void aJobThatHasEndedOrEndsMeanwhileAnswersThatItHas() {
        JobClient job = start("ended", "");
        CompletableFuture<Path> meanwhile = job.savepoint();
        job.cancel();
        CompletableFuture<Path> after = job.savepoint();
        TestJobs.until(job, "an answer comes", meanwhile::isDone);
        assertThat(refused(job, after).code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED);
        TestJobs.cancel(job);

        assertThat(refused(job, job.savepoint())).hasMessageContaining("has ended");
    }

    @Test
    void aStopWhoseSavepointFailsLetsTheJobGoOnFromItsLastCheckpoint() {
        AtomicInteger failures = new AtomicInteger();
        JobClient job = start("goes-on", "sampo.restart.strategy = exponential\n");
        EverythingJob.act(
                place -> {
                    if (place.equals("reader snapshot") && failures.incrementAndGet() == 1) {
                        throw new IllegalStateException("own");
                    }
                });
        assertThat(refused(job, job.stopWithSavepoint(false))).hasMessageContaining("own");
        TestJobs.finish(job);

        assertThat(job.progress().attempt()).isEqualTo(2);
        assertEachKeyCountedOnce();
    }

    @Test
    void onlyOneStopAtATime() {
        JobClient job = start("twice", "");
        CompletableFuture<Path> first = job.stopWithSavepoint(false);
        CompletableFuture<Path> second = job.stopWithSavepoint(false);

        assertThat(refused(job, second)).hasMessageContaining("about to end");
        assertThat(Files.isDirectory(TestJobs.get(job, first))).isTrue();
        TestJobs.finish(job);
    }
}
