/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sampo.checkpointing.inspect.CheckpointInspector;
import io.sampo.checkpointing.inspect.CheckpointSummary;
import io.sampo.checkpointing.inspect.CheckpointSummary.KeyedPart;
import io.sampo.checkpointing.inspect.CheckpointSummary.KeyedState;
import io.sampo.checkpointing.inspect.CheckpointSummary.StateList;
import io.sampo.checkpointing.inspect.SummaryJson;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.operators.stream.JobClient;
import io.sampo.runtime.testkit.EverythingJob;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a savepoint of a whole job shows without the job. */
class InspectTest {
    private static final long COUNT = 2_500;

    @TempDir private Path directory;

    private final CheckpointInspector inspector = new CheckpointInspector(FileStore.local());

    @AfterEach
    void reset() {
        EverythingJob.reset();
    }

    /** A savepoint of a job that has read all there is, and has committed nothing yet. */
    private Path savepoint(String backend) {
        EverythingJob.reset();
        JobClient job =
                EverythingJob.write(
                                TestJobs.env(
                                        "sampo.state.backend = "
                                                + backend
                                                + "\nsampo.max-parallelism = 10\n"
                                                + TestJobs.checkpoints(directory, "1h")),
                                Numbers.upTo(COUNT).in(3).andStay())
                        .executeAsync("looked-at");
        TestJobs.until(job, "all numbers are read", () -> job.progress().recordsRead() == COUNT);
        Path savepoint = TestJobs.get(job, job.savepoint());
        TestJobs.cancel(job);
        return savepoint;
    }

    private static CheckpointSummary.Operator operator(CheckpointSummary summary, String name) {
        return summary.operators().stream()
                .filter(operator -> operator.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void aSavepointShowsItsOperatorsAndTheirState(String backend) {
        Path savepoint = savepoint(backend);

        CheckpointSummary summary = inspector.inspect(savepoint, true);

        assertThat(summary.jobName()).isEqualTo("looked-at");
        assertThat(summary.kind()).isEqualTo(CheckpointBarrier.Kind.SAVEPOINT);
        assertThat(summary.attempt()).isEqualTo(1);
        assertThat(savepoint).hasFileName("savepoint-" + summary.checkpointId() + "-1");
        assertThat(summary.operators())
                .extracting(CheckpointSummary.Operator::name)
                .containsExactlyInAnyOrder("numbers", "map", "count", "sink");

        CheckpointSummary.Operator count = operator(summary, "count");
        assertThat(count.parallelism()).isEqualTo(2);
        assertThat(count.maxParallelism()).isEqualTo(10);
        assertThat(count.keyType()).isEqualTo("java.lang.Long");
        assertThat(count.keyed())
                .extracting(KeyedPart::subtask, KeyedPart::backend, KeyedPart::keyGroups)
                .containsExactly(
                        tuple(0, backend, new KeyGroupRange(0, 4)),
                        tuple(1, backend, new KeyGroupRange(5, 9)));
        assertThat(count.keyed()).allSatisfy(part -> assertThat(part.bytes()).isPositive());
        KeyedState state =
                count.states().stream()
                        .filter(each -> each.kind().equals("value"))
                        .findFirst()
                        .orElseThrow();
        assertThat(state.name()).isEqualTo("count");
        assertThat(state.type()).isEqualTo("java.lang.Long");
        assertThat(state.namespaces()).isEqualTo("none");
        assertThat(state.rows())
                .isEqualTo(backend.equals("heap") ? OptionalLong.of(100) : OptionalLong.empty());
        assertThat(count.states()).extracting(KeyedState::kind).contains("timers");

        CheckpointSummary.Operator source = operator(summary, "numbers");
        assertThat(source.enumeratorBytes()).isPresent();
        StateList splits =
                source.lists().stream()
                        .filter(list -> list.name().equals("splits"))
                        .findFirst()
                        .orElseThrow();
        assertThat(splits.distribution()).isEqualTo(Distribution.SPLIT);
        StateList committables =
                operator(summary, "sink").lists().stream()
                        .filter(list -> list.name().equals("committables"))
                        .findFirst()
                        .orElseThrow();
        assertThat(committables.elements()).isEqualTo(2);
        assertThat(committables.bytes()).isPositive();
        assertThat(operator(summary, "map").bytes()).isZero();
        assertThat(summary.bytes()).isGreaterThan(count.bytes());

        assertThat(SummaryJson.write(summary))
                .contains("\"job\" : \"looked-at\"", "\"name\" : \"committables\"")
                .contains("\"keyType\" : \"java.lang.Long\"", "\"lastKeyGroup\" : 9");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path savepoint = savepoint("heap");
        Path file = largestFile(savepoint);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        assertDamaged(savepoint, file);
        Files.write(file, new byte[3]);
        assertDamaged(savepoint, file);
        Files.delete(file);
        assertDamaged(savepoint, file);
        Path metadata = savepoint.resolve("metadata.json");
        Files.writeString(metadata, Files.readString(metadata).replace("looked-at", "looked-in"));
        assertDamaged(savepoint, metadata);
    }

    private void assertDamaged(Path savepoint, Path file) {
        assertThatThrownBy(() -> inspector.inspect(savepoint, true))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_DAMAGED))
                .hasMessageContaining(file.toString());
    }

    private static Path largestFile(Path savepoint) throws IOException {
        try (Stream<Path> files = Files.list(savepoint)) {
            return files.filter(file -> !file.toString().endsWith(".json"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    @Test
    void aForeignDirectoryIsRefusedAndWhatLiesBelowItIsNamed() {
        Path savepoint = savepoint("heap");

        for (Path foreign : List.of(directory, directory.resolve("nowhere"))) {
            assertThatThrownBy(() -> inspector.inspect(foreign, false))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE))
                    .hasMessageContaining(foreign.resolve("metadata.json").toString());
        }
        assertThatThrownBy(() -> inspector.inspect(savepoint.getParent(), false))
                .hasMessageContaining("Below it there are [" + savepoint.getFileName() + "]");
    }
}
