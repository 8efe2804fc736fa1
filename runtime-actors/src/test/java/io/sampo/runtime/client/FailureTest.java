/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.testkit.EverythingJob;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exception anywhere fails the attempt, and the next one goes on as if nothing had happened. */
class FailureTest {
    private static final long COUNT = 20_000;
    private static final String AT_ONCE =
            "sampo.restart { strategy = fixed-delay, delay = 1ms, max-attempts = 50 }\n";

    /** Where a failure is not the end of an attempt. */
    private static final Set<String> HARMLESS =
            Set.of("reader snapshot", "close map", "close process", "close writer", "close reader");

    @TempDir private Path directory;

    @BeforeEach
    @AfterEach
    void reset() {
        EverythingJob.reset();
    }

    private StreamEnvironment env(String settings) {
        return TestJobs.env(settings + TestJobs.checkpoints(directory, "20ms"));
    }

    private static void assertEachKeyCountedOnce(String as) {
        assertEachKeyCountedOnce(as, COUNT);
    }

    private static void assertEachKeyCountedOnce(String as, long count) {
        assertThat(EverythingJob.COMMITTED).as(as).hasSize(100);
        EverythingJob.COMMITTED.forEach(
                (key, counted) ->
                        assertThat(counted).as("%s key=%d", as, key).isEqualTo(count / 100));
    }

    static Stream<String> places() {
        return Stream.concat(EverythingJob.PLACES.stream(), HARMLESS.stream()).distinct();
    }

    static Stream<String> placesThatFailTheAttempt() {
        return EverythingJob.PLACES.stream().filter(place -> !HARMLESS.contains(place));
    }

    /** Throws once in the life of the test. */
    private static AtomicInteger failOnceAt(String where, Throwable failure) {
        AtomicInteger failures = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals(where) && failures.compareAndSet(0, 1)) {
                        sneakyThrow(failure);
                    }
                });
        return failures;
    }

    private static void sneakyThrow(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    @ParameterizedTest
    @MethodSource("places")
    void afterAFailureTheJobGoesOn(String where) {
        AtomicInteger failures = failOnceAt(where, new IOException("own"));
        JobClient job =
                EverythingJob.write(env(AT_ONCE), Numbers.upTo(COUNT).in(4))
                        .executeAsync("goes-on");
        if (where.equals("commit")) {
            StreamException refused = TestJobs.failure(job);
            assertThat(refused.code()).isEqualTo(ErrorCode.COMMIT_REFUSED);
            assertThat(refused).hasMessageContaining("own");
            return;
        }
        JobResult result = TestJobs.finish(job);

        assertThat(failures).as("failures at %s", where).hasValue(1);
        assertThat(result.attempts()).isEqualTo(HARMLESS.contains(where) ? 1 : 2);
        assertEachKeyCountedOnce(where);
    }

    @ParameterizedTest
    @MethodSource("placesThatFailTheAttempt")
    void withoutRestartsTheFailureEndsTheJobAndIsShown(String where) {
        failOnceAt(where, new IllegalStateException("own"));
        JobClient job =
                EverythingJob.write(
                                env("sampo.restart.strategy = none\n"), Numbers.upTo(COUNT).in(4))
                        .executeAsync("ends");
        StreamException failure = TestJobs.failure(job);

        assertThat(failure).hasStackTraceContaining("java.lang.IllegalStateException: own");
        assertThat(failure.code()).isNotEqualTo(ErrorCode.INTERNAL);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    }

    static Stream<Error> errors() {
        return Stream.of(
                new AssertionError("own"),
                new StackOverflowError("own"),
                new NoClassDefFoundError("own"),
                new OutOfMemoryError("own"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorsFailTheAttemptAsExceptionsDo(Error error) {
        for (String where : List.of("start enumerator", "split request", "map", "flush")) {
            EverythingJob.reset();
            failOnceAt(where, error);
            JobClient job =
                    EverythingJob.write(
                                    TestJobs.env("sampo.restart.strategy = none"),
                                    Numbers.upTo(COUNT))
                            .executeAsync("errors");

            assertThat(TestJobs.failure(job)).as(where).hasStackTraceContaining("own");
        }
    }

    @Test
    void errorsElsewhereFailTheAttemptToo() {
        for (String where : List.of("enumerator elsewhere", "enumerator back")) {
            EverythingJob.reset();
            failOnceAt(where, new AssertionError("own"));
            JobClient job =
                    EverythingJob.write(
                                    TestJobs.env("sampo.restart.strategy = none"),
                                    Numbers.upTo(100).andStay())
                            .executeAsync("errors");

            assertThat(TestJobs.failure(job)).as(where).hasStackTraceContaining("own");
        }
    }

    @Test
    void anErrorInClosingIsNotMoreThanAWarning() {
        failOnceAt("close map", new NoClassDefFoundError("own"));
        JobClient job =
                EverythingJob.write(TestJobs.env(""), Numbers.upTo(COUNT)).executeAsync("close");

        TestJobs.finish(job);
    }

    /** Fails several times, each time some calls after a checkpoint was completed. */
    private static final class SeededFailures implements EverythingJob.Action {
        private static final int FAILURES = 5;
        private static final int FAR = 400;

        private final Random random;
        private final String where;
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger emitted = new AtomicInteger();
        private int callsLeft;

        SeededFailures(long seed) {
            random = new Random(seed);
            List<String> perRecord = List.of("emit", "map", "select key", "process", "write");
            where = perRecord.get((int) (seed % perRecord.size()));
        }

        @Override
        public void at(String place) {
            if (failures.get() == FAILURES) {
                return;
            }
            if (place.equals("emit")) {
                // Slow enough for checkpoints to come between, and for the input to last.
                int spins = emitted.incrementAndGet() < 8_000 ? 200 : 20_000;
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
            }
            if (place.equals("commit")) {
                arm();
            } else if (place.equals(where) && isLastCall()) {
                emitted.set(0);
                throw new IllegalStateException("own " + failures.incrementAndGet());
            }
        }

        private synchronized void arm() {
            if (callsLeft == 0) {
                callsLeft = 1 + random.nextInt(FAR);
            }
        }

        private synchronized boolean isLastCall() {
            return callsLeft > 0 && --callsLeft == 0;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rule47_whateverFailsWhenEachRecordIsInTheStateOnce(long seed) {
        SeededFailures failures = new SeededFailures(seed);
        EverythingJob.act(failures);
        long count = 100_000;
        JobClient job =
                EverythingJob.write(
                                TestJobs.env(AT_ONCE + TestJobs.checkpoints(directory, "10ms")),
                                Numbers.upTo(count).in(3))
                        .executeAsync("seeded");
        JobResult result = TestJobs.finish(job);

        String as = "seed=" + seed + " where=" + failures.where;
        assertThat(failures.failures).as(as).hasValue(SeededFailures.FAILURES);
        // Two subtasks may fail in one attempt.
        assertThat(result.attempts()).as(as).isBetween(3, 1 + SeededFailures.FAILURES);
        // Two sinks, restored each time, unless the attempt has failed before.
        assertThat(EverythingJob.RESTORED.get()).as(as).isBetween(2, 2 * (result.attempts() - 1));
        assertEachKeyCountedOnce(as, count);
    }

    @Test
    void rule48_atLeastOnceLosesNothing() {
        SeededFailures failures = new SeededFailures(2);
        EverythingJob.act(failures);
        long count = 100_000;
        String settings =
                AT_ONCE
                        + "sampo.checkpoint.mode = at-least-once\n"
                        + TestJobs.checkpoints(directory, "10ms");
        JobClient job =
                EverythingJob.write(TestJobs.env(settings), Numbers.upTo(count).in(3))
                        .executeAsync("at-least-once");
        TestJobs.finish(job);

        assertThat(EverythingJob.RESTORED.get()).isPositive();
        assertThat(EverythingJob.COMMITTED)
                .hasSize(100)
                .allSatisfy(
                        (key, counted) ->
                                assertThat(counted)
                                        .as("key=%d", key)
                                        .isGreaterThanOrEqualTo(count / 100));
    }

    @Test
    void rule56_restartsEndWhenTheirNumberIsUsedUp() {
        AtomicInteger attempts = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals("start enumerator")) {
                        attempts.incrementAndGet();
                        throw new IllegalStateException("own " + attempts);
                    }
                });
        JobClient job =
                EverythingJob.write(
                                TestJobs.env(
                                        "sampo.restart { strategy = exponential, max-attempts = 3,"
                                                + " initial-delay = 1ms }"),
                                Numbers.upTo(COUNT))
                        .executeAsync("used-up");

        assertThat(TestJobs.failure(job)).hasStackTraceContaining("own 4");
        assertThat(attempts).hasValue(4);
        assertThat(job.progress().attempt()).isEqualTo(4);
    }

    @Test
    void rule56_withoutCheckpointsAFailureEndsTheJob() {
        failOnceAt("map", new IllegalStateException("own"));
        JobClient job =
                EverythingJob.write(TestJobs.env(""), Numbers.upTo(COUNT)).executeAsync("none");

        assertThat(TestJobs.failure(job).code()).isEqualTo(ErrorCode.USER_FUNCTION);
    }

    @Test
    void whatARestartCannotMendEndsTheJobAtOnce() {
        AtomicInteger calls = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals("map")) {
                        calls.incrementAndGet();
                        throw new StreamException(ErrorCode.INVALID_PROGRAM, "own");
                    }
                });
        JobClient job =
                EverythingJob.write(env(AT_ONCE), Numbers.upTo(COUNT).in(1))
                        .executeAsync("at-once");

        assertThat(TestJobs.failure(job).code()).isEqualTo(ErrorCode.INVALID_PROGRAM);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aMissingCheckpointDoesNotFailTheJobButIsKnown() {
        // Every snapshot fails but those at the end.
        AtomicInteger failures = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals("reader snapshot") && failures.incrementAndGet() <= 5) {
                        throw new IllegalStateException("own");
                    }
                });
        JobClient job =
                EverythingJob.write(env(AT_ONCE), Numbers.upTo(100).andStay())
                        .executeAsync("declined");
        TestJobs.until(job, "a checkpoint", () -> job.progress().lastCheckpointId() > 0);

        assertThat(failures.get()).isGreaterThan(5);
        assertThat(job.progress().attempt()).isOne();
        TestJobs.cancel(job);
    }

    @Test
    void metricsOfAnAttemptBeginAtZero() {
        AtomicInteger emitted = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals("emit") && emitted.incrementAndGet() == 500) {
                        throw new IllegalStateException("own");
                    }
                });
        JobClient job =
                EverythingJob.write(
                                TestJobs.env(
                                        "sampo.restart { strategy = fixed-delay, delay = 1ms }"),
                                Numbers.upTo(1000).in(1))
                        .executeAsync("metrics");
        TestJobs.finish(job);

        assertThat(job.progress().recordsRead()).isEqualTo(1000);
        assertThat(job.progress().attempt()).isEqualTo(2);
    }
}
