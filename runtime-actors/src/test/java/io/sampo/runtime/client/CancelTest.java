/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.error.ErrorCode;
import io.sampo.operators.function.Collector;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.EverythingJob;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job can be cancelled whatever it is doing, and soon. */
class CancelTest {
    /** Usually some milliseconds; this much for a machine that has other things to do. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static CountDownLatch reached = new CountDownLatch(1);
    private static CountDownLatch released = new CountDownLatch(1);
    private static CountDownLatch listening = new CountDownLatch(1);

    @TempDir private Path directory;

    @BeforeEach
    void reset() {
        EverythingJob.reset();
        reached = new CountDownLatch(1);
        released = new CountDownLatch(1);
        listening = new CountDownLatch(1);
    }

    @AfterEach
    void release() {
        released.countDown();
        EverythingJob.reset();
    }

    /** Waits for ever, as user code may that reads from somewhere. */
    private static void hold() throws InterruptedException {
        reached.countDown();
        released.await();
    }

    private static void cancelSoon(JobClient job) {
        CompletableFuture<Void> cancelled = job.cancel();
        TestJobs.until(job, SOON, "the cancelled job ends", cancelled::isDone);
        assertThat(job.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(TestJobs.failure(job).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    private static void awaitReached(JobClient job) {
        TestJobs.until(job, "the place is reached", () -> reached.getCount() == 0);
    }

    static List<String> places() {
        return EverythingJob.PLACES;
    }

    @ParameterizedTest
    @MethodSource("places")
    void whileTheJobsOwnCodeWaitsForSomething(String where) {
        EverythingJob.act(
                place -> {
                    if (place.equals(where)) {
                        hold();
                    }
                });
        StreamEnvironment env = TestJobs.env(TestJobs.checkpoints(directory, "20ms"));
        JobClient job = EverythingJob.write(env, Numbers.endless().in(4)).executeAsync("held");
        awaitReached(job);

        cancelSoon(job);
    }

    @Test
    void rightAfterItsStart() {
        for (int i = 0; i < 20; i++) {
            StreamEnvironment env = TestJobs.env(TestJobs.checkpoints(directory, "20ms"));
            cancelSoon(EverythingJob.write(env, Numbers.endless()).executeAsync("early" + i));
        }
    }

    @Test
    void againWhenItHasEnded() {
        StreamEnvironment env = TestJobs.env("");
        JobClient job = EverythingJob.write(env, Numbers.upTo(10)).executeAsync("ended");
        TestJobs.finish(job);

        TestJobs.cancel(job);

        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    void twice() {
        StreamEnvironment env = TestJobs.env("");
        JobClient job = EverythingJob.write(env, Numbers.endless()).executeAsync("twice");
        job.cancel();

        cancelSoon(job);
    }

    @Test
    void whileNothingComesIn() {
        StreamEnvironment env = TestJobs.env("");
        JobClient job =
                EverythingJob.write(env, Numbers.upTo(100).in(2).andStay()).executeAsync("idle");
        TestJobs.until(job, "all is read", () -> job.progress().recordsRead() == 100);

        cancelSoon(job);
    }

    @Test
    void whileASourceAndAFunctionWaitForASlowReceiver() {
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(Numbers.endless().in(2), WatermarkStrategy.noWatermarks(), "numbers")
                .rebalance()
                .flatMap(
                        (Long number, Collector<Long> out) -> {
                            for (int i = 0; i < 100_000; i++) {
                                out.collect(number);
                            }
                        })
                .rebalance()
                .sinkTo(CallSink.to(number -> hold()));
        JobClient job = env.executeAsync("waiting");
        awaitReached(job);

        cancelSoon(job);
    }

    @Test
    void whileAFunctionEmitsWithoutEnd() {
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(Numbers.endless(), WatermarkStrategy.noWatermarks(), "numbers")
                .flatMap(
                        (Long number, Collector<Long> out) -> {
                            while (true) {
                                out.collect(number);
                            }
                        })
                .rebalance()
                .sinkTo(CallSink.to(number -> reached.countDown()));
        JobClient job = env.executeAsync("endless");
        awaitReached(job);

        cancelSoon(job);
    }

    @Test
    void whileACommitIsTriedAgainAndAgain() {
        // All tries together take half a minute.
        AtomicInteger tries = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals("commit")) {
                        EverythingJob.notYet();
                        if (tries.incrementAndGet() == 8) {
                            reached.countDown();
                        }
                    }
                });
        StreamEnvironment env = TestJobs.env(TestJobs.checkpoints(directory, "20ms"));
        JobClient job = EverythingJob.write(env, Numbers.endless()).executeAsync("retrying");
        awaitReached(job);

        cancelSoon(job);
    }

    @Test
    void whileOneInputWaitsForTheBarrierOfTheOther() {
        // One of two source subtasks stands still, so that its barrier does not come.
        EverythingJob.act(
                place -> {
                    if (place.equals("emit") && reached.getCount() > 0) {
                        hold();
                    }
                });
        StreamEnvironment env = TestJobs.env(TestJobs.checkpoints(directory, "20ms"));
        JobClient job = EverythingJob.write(env, Numbers.endless().in(2)).executeAsync("aligned");
        awaitReached(job);
        long before = job.progress().recordsRead();
        TestJobs.until(job, "the other one reads", () -> job.progress().recordsRead() > before);

        cancelSoon(job);
    }

    @Test
    void whileItWaitsForItsRestart() {
        EverythingJob.act(
                place -> {
                    if (place.equals("map")) {
                        throw new IllegalStateException("own");
                    }
                });
        StreamEnvironment env =
                TestJobs.env("sampo.restart { strategy = fixed-delay, delay = 1h }");
        JobClient job = EverythingJob.write(env, Numbers.endless()).executeAsync("restarting");
        TestJobs.until(job, "it fails", () -> job.status() == JobStatus.RESTARTING);

        cancelSoon(job);
    }

    @Test
    void whileAFailedAttemptIsBeingCleared() {
        // One subtask fails while another cannot be interrupted.
        AtomicInteger calls = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    int call = place.equals("emit") ? calls.incrementAndGet() : 0;
                    if (call == 1001) {
                        reached.countDown();
                        awaitUninterruptibly(released);
                    } else if (call > 1001) {
                        throw new IllegalStateException("own");
                    }
                });
        StreamEnvironment env =
                TestJobs.env("sampo.restart { strategy = fixed-delay, delay = 1ms }");
        JobClient job = EverythingJob.write(env, Numbers.endless().in(2)).executeAsync("clearing");
        TestJobs.until(job, "it fails", () -> job.status() == JobStatus.RESTARTING);
        CompletableFuture<Void> cancelled = job.cancel();
        TestJobs.until(job, "it is cancelled", () -> job.status() == JobStatus.CANCELLING);
        assertThat(cancelled).as("though something of it runs").isNotDone();
        released.countDown();

        TestJobs.until(job, SOON, "the cancelled job ends", cancelled::isDone);
        assertThat(job.status()).isEqualTo(JobStatus.CANCELLED);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whileTheProgramTakesItsTimeWithAResult() {
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(Numbers.endless(), WatermarkStrategy.noWatermarks(), "numbers")
                .map(
                        number -> {
                            listening.await();
                            return number;
                        })
                .sinkTo(new ToClient());
        JobClient job = env.executeAsync("listener");
        job.subscribe("results", CancelTest::holdUntilInterrupted);
        listening.countDown();
        awaitReached(job);

        cancelSoon(job);
    }

    /** The listener then runs on the program's thread, and the job waits for it. */
    @Test
    void whileTheProgramTakesItsTimeWithAResultFromBeforeItListened() throws Exception {
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(Numbers.endless(), WatermarkStrategy.noWatermarks(), "numbers")
                .sinkTo(new ToClient());
        JobClient job = env.executeAsync("late-listener");
        TestJobs.until(job, "there are results", () -> job.progress().recordsRead() > 1);
        Thread program =
                new Thread(() -> job.subscribe("results", CancelTest::holdUntilInterrupted));
        program.start();
        awaitReached(job);

        cancelSoon(job);

        released.countDown();
        program.join();
    }

    private static void holdUntilInterrupted(Object result) {
        try {
            hold();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
