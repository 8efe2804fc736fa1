/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.testkit.EverythingJob;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a job starts from the savepoint of another: renamed operators, and who owns the savepoint.
 */
class RestoreTest {
    private static final long COUNT = 20_000;

    /** Two change their names with each other. */
    private static final Map<String, String> RENAMED =
            Map.of("numbers", "the numbers", "count", "sink", "sink", "count");

    private static final String RENAMED_SETTING =
            "sampo.checkpoint.restore.renamed { numbers = \"the numbers\", count = sink, sink ="
                    + " count }\n";

    @TempDir private Path directory;

    private final AtomicInteger emitted = new AtomicInteger();

    @BeforeEach
    @AfterEach
    void reset() {
        EverythingJob.reset();
    }

    /** A job takes a savepoint in the middle and is gone. */
    private Path savepoint() {
        EverythingJob.act(
                place -> {
                    if (place.equals("emit")) {
                        for (int i = 0; i < 5000; i++) {
                            Thread.onSpinWait();
                        }
                    }
                });
        JobClient job =
                EverythingJob.write(
                                TestJobs.env(TestJobs.checkpoints(directory, "1h")),
                                Numbers.upTo(COUNT).in(4))
                        .executeAsync("first");
        TestJobs.until(job, "records are read", () -> job.progress().recordsRead() > 300);
        Path savepoint = TestJobs.get(job, job.stopWithSavepoint(false));
        TestJobs.finish(job);
        EverythingJob.act(
                place -> {
                    if (place.equals("emit")) {
                        emitted.incrementAndGet();
                    }
                });
        return savepoint;
    }

    private StreamEnvironment env(Path from, String more) {
        return env(from, more, "1h");
    }

    private StreamEnvironment env(Path from, String more, String interval) {
        return TestJobs.env(
                "sampo.checkpoint.restore.from = \""
                        + from
                        + "\"\n"
                        + more
                        + TestJobs.checkpoints(directory, interval));
    }

    private static long committed() {
        return EverythingJob.COMMITTED.values().stream().mapToLong(n -> n).sum();
    }

    private static String newName(String name) {
        return RENAMED.getOrDefault(name, name);
    }

    @Test
    void rule6_aRenamedOperatorTakesItsState() {
        Path savepoint = savepoint();
        long before = committed();

        JobClient second =
                EverythingJob.write(
                                env(savepoint, RENAMED_SETTING),
                                Numbers.upTo(COUNT).in(4),
                                RestoreTest::newName)
                        .executeAsync("second");
        TestJobs.finish(second);

        assertThat(emitted.get() + before).as("no record was read twice").isEqualTo(COUNT);
        assertThat(EverythingJob.COMMITTED)
                .hasSize(100)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(COUNT / 100));
    }

    @Test
    void operatorsAreRenamedOnceAndNotAgainInTheJobsOwnCheckpoints() {
        Path savepoint = savepoint();
        AtomicInteger failures = new AtomicInteger();
        JobClient second =
                EverythingJob.write(
                                env(
                                        savepoint,
                                        RENAMED_SETTING + "sampo.restart.strategy = exponential\n",
                                        "20ms"),
                                Numbers.upTo(COUNT).in(4).andStay(),
                                RestoreTest::newName)
                        .executeAsync("second");
        TestJobs.until(
                second, "it has a checkpoint", () -> second.progress().lastCheckpointId() > 0);
        int attempt = second.progress().attempt();
        EverythingJob.act(
                place -> {
                    if (place.equals("flush") && failures.incrementAndGet() == 1) {
                        throw new IllegalStateException("own");
                    }
                });
        TestJobs.until(
                second,
                "all is committed after a restart",
                () -> second.progress().attempt() > attempt && committed() == COUNT);

        assertThat(failures).hasPositiveValue();
        assertThat(EverythingJob.COMMITTED)
                .hasSize(100)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(COUNT / 100));
        TestJobs.cancel(second);
    }

    @Test
    void aNameThatIsNotInTheSavepointIsRefused() {
        Path savepoint = savepoint();

        assertRefused(
                env(savepoint, "sampo.checkpoint.restore.renamed { counts = count }\n"),
                "it has no operators named [counts]",
                "Its operators are [numbers, map, count, sink]");
        assertRefused(
                env(savepoint, "sampo.checkpoint.restore.renamed { count = sink }\n"),
                "two operators would have the name 'sink'");
    }

    private static void assertRefused(StreamEnvironment env, String... parts) {
        JobClient job = EverythingJob.write(env, Numbers.upTo(COUNT).in(4)).executeAsync("refused");
        assertThat(TestJobs.failure(job)).hasMessageContainingAll(parts);
    }

    @Test
    void aClaimedSavepointIsDeletedOnceTheJobHasACheckpointOfItsOwn() throws IOException {
        Path savepoint = savepoint();
        Path foreign = Files.writeString(savepoint.resolve("notes.txt"), "mine");
        AtomicInteger gone = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (place.equals("process")
                            && !Files.exists(savepoint.resolve("metadata.json"))) {
                        gone.incrementAndGet();
                    }
                });
        // its first checkpoint is the one at the end
        TestJobs.finish(
                EverythingJob.write(
                                env(savepoint, "sampo.checkpoint.restore.claim = true\n"),
                                Numbers.upTo(COUNT).in(4))
                        .executeAsync("claims"));

        assertThat(gone).as("gone before").hasValue(0);
        assertThat(savepoint).isDirectoryContaining(file -> file.equals(foreign));
        await().atMost(TestJobs.LIMIT).until(() -> names(savepoint) == 1);
    }

    @Test
    void aSavepointThatIsNotClaimedStays() throws IOException {
        Path savepoint = savepoint();
        long files = names(savepoint);

        TestJobs.finish(
                EverythingJob.write(env(savepoint, ""), Numbers.upTo(COUNT).in(4))
                        .executeAsync("does-not-claim"));

        assertThat(names(savepoint)).isEqualTo(files);
    }

    @Test
    void aCheckpointOfAnotherJobCannotBeClaimed() throws IOException {
        TestJobs.finish(
                EverythingJob.write(
                                TestJobs.env(TestJobs.checkpoints(directory, "1h")),
                                Numbers.upTo(10))
                        .executeAsync("owner"));
        Path checkpoint;
        try (Stream<Path> found = Files.list(directory.resolve("owner"))) {
            checkpoint =
                    found.filter(path -> path.getFileName().toString().startsWith("chk-"))
                            .findFirst()
                            .orElseThrow();
        }

        assertRefused(
                env(checkpoint, "sampo.checkpoint.restore.claim = true\n"),
                "Only savepoints can be claimed",
                checkpoint.toString());
        assertThat(checkpoint.resolve("metadata.json")).exists();
    }

    private static long names(Path path) throws IOException {
        try (Stream<Path> found = Files.list(path)) {
            return found.count();
        }
    }

    @Test
    void withoutASavepointThereIsNothingToClaim() {
        assertThatThrownBy(
                        () ->
                                EverythingJob.write(
                                                TestJobs.env(
                                                        "sampo.checkpoint.restore.claim = true"),
                                                Numbers.upTo(10))
                                        .executeAsync("claims"))
                .hasMessageContaining("sampo.checkpoint.restore.from");
    }
}
