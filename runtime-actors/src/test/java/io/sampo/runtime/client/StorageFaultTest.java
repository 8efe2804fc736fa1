/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.testkit.EverythingJob;
import io.sampo.runtime.testkit.FaultyFiles;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Storage that fails, stands still, or has lost something. */
class StorageFaultTest {
    private static final long COUNT = 20_000;
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir private Path directory;

    @BeforeEach
    @AfterEach
    void reset() {
        EverythingJob.reset();
    }

    private StreamEnvironment env(String more, FileStore files) {
        return StreamEnvironment.create(
                ConfigFactory.parseString(more + TestJobs.checkpoints(directory, "20ms"))
                        .withFallback(ConfigFactory.parseString("sampo.parallelism = 2"))
                        .withFallback(ConfigFactory.load()),
                new LocalJobExecutor(files));
    }

    private static void assertEachKeyCountedOnce() {
        assertThat(EverythingJob.COMMITTED)
                .hasSize(100)
                .allSatisfy(
                        (key, count) -> assertThat(count).as("key=%d", key).isEqualTo(COUNT / 100));
    }

    /** A call of the storage, by its method and a part of the file's name, and how it fails. */
    private record Fault(String method, String file, Throwable failure) {}

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("create", "heap", failed()),
                new Fault("create", "heap", new NoClassDefFoundError("own")),
                new Fault("writeAtomically", "metadata", failed()),
                new Fault("writeAtomically", "metadata", new StackOverflowError("own")),
                new Fault("deleteRecursively", "chk-", new AssertionError("own")));
    }

    private static StreamException failed() {
        return new StreamException(ErrorCode.EXTERNAL_IO, "own");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aCheckpointThatCannotBeStoredDoesNotDisturbTheJob(Fault fault) {
        AtomicInteger failures = new AtomicInteger();
        FileStore files =
                FaultyFiles.of(
                        (method, file) -> {
                            if (method.equals(fault.method)
                                    && String.valueOf(file.getFileName()).contains(fault.file)
                                    && failures.incrementAndGet() <= 3) {
                                throw fault.failure;
                            }
                        });
        EverythingJob.act(place -> slowly(place, 500));
        JobClient job =
                EverythingJob.write(env("", files), Numbers.upTo(COUNT).in(2))
                        .executeAsync("faults");
        TestJobs.finish(job);

        assertThat(failures.get()).as("failures").isPositive();
        assertThat(job.progress().attempt()).isOne();
        assertThat(job.progress().lastCheckpointId()).isPositive();
        assertEachKeyCountedOnce();
    }

    @Test
    void aRecordThatCannotBeStoredIsStoredLater() {
        AtomicInteger failures = new AtomicInteger();
        FileStore files =
                FaultyFiles.of(
                        (method, file) -> {
                            if (method.equals("writeAtomically")
                                    && file.endsWith("LATEST")
                                    && failures.incrementAndGet() == 2) {
                                throw failed();
                            }
                        });
        JobClient job =
                EverythingJob.write(env("", files), Numbers.upTo(COUNT).in(2))
                        .executeAsync("record");
        TestJobs.finish(job);

        assertThat(failures.get()).isGreaterThan(2);
        assertThat(job.progress().attempt()).isOne();
        assertEachKeyCountedOnce();
    }

    @Test
    void anAttemptThatCannotBeRecordedIsTriedAgain() {
        AtomicInteger failures = new AtomicInteger();
        FileStore files =
                FaultyFiles.of(
                        (method, file) -> {
                            if (method.equals("writeAtomically")
                                    && file.endsWith("LATEST")
                                    && failures.incrementAndGet() <= 2) {
                                throw failed();
                            }
                        });
        JobClient job =
                EverythingJob.write(
                                env("sampo.restart.initial-delay = 1ms\n", files),
                                Numbers.upTo(COUNT).in(2))
                        .executeAsync("attempt");
        TestJobs.finish(job);

        assertEachKeyCountedOnce();
    }

    @Test
    void storageThatStandsStillDoesNotHoldUpCancelling() {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        FileStore files =
                FaultyFiles.of(
                        (method, file) -> {
                            if (method.equals("create")) {
                                reached.countDown();
                                released.await();
                                throw failed();
                            }
                        });
        JobClient job =
                EverythingJob.write(env("", files), Numbers.endless()).executeAsync("still");
        TestJobs.until(job, "a snapshot is stored", () -> reached.getCount() == 0);
        CompletableFuture<Void> cancelled = job.cancel();

        TestJobs.until(job, SOON, "the cancelled job ends", cancelled::isDone);
        released.countDown();
    }

    private static void slowly(String place, int spins) {
        if (place.equals("emit")) {
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
        }
    }

    /** Runs a job until it has several checkpoints, and damages the newest of them. */
    private void leaveDamaged(String name) throws IOException {
        EverythingJob.act(place -> slowly(place, 2000));
        JobClient job =
                EverythingJob.write(env("", FileStore.local()), Numbers.upTo(COUNT).in(2))
                        .executeAsync(name);
        TestJobs.until(job, "checkpoints", () -> job.progress().lastCheckpointId() > 2);
        TestJobs.cancel(job);
        EverythingJob.act(place -> {});
        List<Path> stored = files(directory.resolve(name), "heap");
        Path newest = stored.get(stored.size() - 1);
        assertThat(stored).as("files of several checkpoints").hasSizeGreaterThan(3);
        damage(newest);
    }

    private static void damage(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    /** Returns files of state, oldest first. */
    private static List<Path> files(Path below, String name) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(file -> String.valueOf(file.getFileName()).contains(name))
                    .sorted(Comparator.comparingLong(file -> checkpointOf(below, file)))
                    .toList();
        }
    }

    private static long checkpointOf(Path below, Path file) {
        return Long.parseLong(below.relativize(file).getName(0).toString().split("-")[1]);
    }

    @Test
    void aDamagedCheckpointForWhichOutputWasCommittedStopsTheJob() throws Exception {
        leaveDamaged("refused");
        JobClient job =
                EverythingJob.write(env("", FileStore.local()), Numbers.upTo(COUNT).in(2))
                        .executeAsync("refused");
        StreamException failure = TestJobs.failure(job);

        assertThat(failure.code()).isEqualTo(ErrorCode.CHECKPOINT_DAMAGED);
        assertThat(failure).hasMessageContaining("accept-duplicates");
    }

    @Test
    void withTheUsersConsentTheJobGoesOnFromAnOlderOne() throws Exception {
        leaveDamaged("older");
        JobClient job =
                EverythingJob.write(
                                env(
                                        "sampo.checkpoint.restore.accept-duplicates = true\n"
                                                + "sampo.restart.strategy = none\n",
                                        FileStore.local()),
                                Numbers.upTo(COUNT).in(2))
                        .executeAsync("older");
        TestJobs.finish(job);

        assertThat(EverythingJob.RESTORED.get()).isPositive();
        assertEachKeyCountedOnce();
    }

    @Test
    void aDamagedSavepointThatTheUserChoseStopsTheJob() throws Exception {
        EverythingJob.act(place -> slowly(place, 2000));
        JobClient first =
                EverythingJob.write(env("", FileStore.local()), Numbers.upTo(COUNT).in(2))
                        .executeAsync("first");
        TestJobs.until(first, "records", () -> first.progress().recordsRead() > 500);
        Path savepoint = TestJobs.get(first, first.stopWithSavepoint(false));
        TestJobs.finish(first);
        try (Stream<Path> all = Files.walk(savepoint)) {
            damage(
                    all.filter(file -> String.valueOf(file.getFileName()).contains("heap"))
                            .findFirst()
                            .orElseThrow());
        }
        JobClient second =
                EverythingJob.write(
                                env(
                                        "sampo.checkpoint.restore.from = \"" + savepoint + "\"\n",
                                        FileStore.local()),
                                Numbers.upTo(COUNT).in(2))
                        .executeAsync("second");

        assertThat(TestJobs.failure(second).code()).isEqualTo(ErrorCode.CHECKPOINT_DAMAGED);
    }
}
