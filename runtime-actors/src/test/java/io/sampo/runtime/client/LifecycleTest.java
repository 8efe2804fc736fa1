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
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.node.ActorSystemNode;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.EverythingJob;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job takes, and that it gives it back. */
class LifecycleTest {
    @TempDir private Path directory;

    @BeforeEach
    @AfterEach
    void reset() {
        EverythingJob.reset();
    }

    private StreamEnvironment env(String more) {
        return TestJobs.env(more + TestJobs.checkpoints(directory, "20ms"));
    }

    @Test
    void aSecondJobOnTheSameCheckpointsIsRefused() {
        JobClient first = EverythingJob.write(env(""), Numbers.endless()).executeAsync("job");
        TestJobs.until(first, "it runs", () -> first.status() == JobStatus.RUNNING);

        assertThatThrownBy(
                        () -> EverythingJob.write(env(""), Numbers.endless()).executeAsync("job"))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.HELD_BY_OTHER));
        JobClient other = EverythingJob.write(env(""), Numbers.upTo(10)).executeAsync("other");
        TestJobs.finish(other);
        assertThat(first.status()).isEqualTo(JobStatus.RUNNING);
        TestJobs.cancel(first);
    }

    @Test
    void aJobCanBeStartedAgainAsSoonAsItHasEnded() {
        for (int i = 0; i < 10; i++) {
            JobClient job = EverythingJob.write(env(""), Numbers.endless()).executeAsync("again");
            if (i % 2 == 0) {
                TestJobs.until(job, "it runs", () -> job.status() == JobStatus.RUNNING);
            }
            // No waiting by the test: the job is over when the answer is there.
            job.cancel().join();
        }
    }

    @Test
    void aJobCanBeStartedAgainByWhoHearsOfItsEnd() {
        JobClient first = EverythingJob.write(env(""), Numbers.upTo(10)).executeAsync("next");
        JobClient second =
                TestJobs.get(
                        first,
                        first.result()
                                .thenApply(
                                        result ->
                                                EverythingJob.write(env(""), Numbers.upTo(10))
                                                        .executeAsync("next")));

        TestJobs.finish(second);
    }

    @Test
    void aJobThatCannotBeStartedHoldsNothing() {
        assertThatThrownBy(
                        () ->
                                EverythingJob.write(
                                                env("sampo.restart.strategy = sometimes\n"),
                                                Numbers.upTo(10))
                                        .executeAsync("job"))
                .isInstanceOf(StreamException.class);

        TestJobs.finish(EverythingJob.write(env(""), Numbers.upTo(10)).executeAsync("job"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"finished", "cancelled", "failed"})
    void nothingOfAJobIsLeft(String end) throws Exception {
        Path work = directory.resolve("work");
        String settings =
                "sampo.runtime.work-dir = \""
                        + work
                        + "\"\nsampo.state.backend = rocksdb\nsampo.restart.strategy = none\n";
        if (end.equals("failed")) {
            EverythingJob.act(
                    place -> {
                        if (place.equals("timer")) {
                            throw new IllegalStateException("own");
                        }
                    });
        }
        Numbers numbers = end.equals("cancelled") ? Numbers.endless() : Numbers.upTo(20_000).in(2);
        JobClient job = EverythingJob.write(env(settings), numbers).executeAsync("nothing-is-left");
        if (end.equals("cancelled")) {
            TestJobs.until(job, "a checkpoint", () -> job.progress().lastCheckpointId() > 1);
            assertThat(work).isDirectoryContaining(Files::isDirectory);
            TestJobs.cancel(job);
        }
        TestJobs.until(job, "the job ends", job.result()::isDone);

        assertThat(job.status().name()).isEqualToIgnoringCase(end);
        assertThat(filesBelow(work)).isEmpty();
        TestJobs.until(job, "its actors are gone", () -> !actors().contains("nothing-is-left"));
        assertThat(threads()).allMatch(name -> name.startsWith("sampo-"));
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.toList();
        }
    }

    private static String actors() throws Exception {
        Field system = ActorSystemNode.class.getDeclaredField("system");
        system.setAccessible(true);
        return ((ActorSystem<?>) system.get(LocalNode.get())).printTree();
    }

    /** The threads of the engine; none of its own is ever made for a job. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(
                        thread ->
                                thread.getName().contains("sampo")
                                        || thread.getName().contains("pekko"))
                .peek(thread -> assertThat(thread.isDaemon()).as(thread.getName()).isTrue())
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void fiftyJobsLeaveNothingBehind() {
        List<JobClient> kept = new ArrayList<>();
        runJobs(10, kept);
        long bytes = usedBytes();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        runJobs(40, kept);

        // Each of the forty had a megabyte in a function, and some state.
        assertThat(usedBytes() - bytes).isLessThan(15L << 20);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
                .isLessThanOrEqualTo(8);
        assertThat(kept).hasSize(50).allMatch(job -> job.status().isTerminal());
    }

    private static void runJobs(int count, List<JobClient> kept) {
        for (int i = 0; i < count; i++) {
            byte[] ballast = new byte[1 << 20];
            StreamEnvironment env = TestJobs.env("");
            env.fromSource(Numbers.upTo(1000).in(2), WatermarkStrategy.noWatermarks(), "numbers")
                    .keyBy(number -> number)
                    .reduce((a, b) -> a)
                    .name("state")
                    .sinkTo(CallSink.to(number -> assertThat(ballast.length).isPositive()));
            JobClient job = env.executeAsync("job" + i);
            if (i % 4 == 0) {
                TestJobs.cancel(job);
            } else {
                TestJobs.finish(job);
            }
            kept.add(job);
        }
    }

    private static long usedBytes() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void cancellingIsToldFromFailing() {
        JobClient job = EverythingJob.write(env(""), Numbers.endless()).executeAsync("job");
        TestJobs.cancel(job);

        assertThatThrownBy(() -> job.result().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }
}
