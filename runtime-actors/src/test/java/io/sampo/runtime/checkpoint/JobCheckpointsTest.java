/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.FileJobRecord;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.checkpointing.storage.RecordContent.Ending;
import io.sampo.core.io.FileStore;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.testkit.HandMadeJobs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whether a job that is opened again has anything left to do. */
class JobCheckpointsTest {
    @TempDir private Path directory;

    private JobGraph job() {
        return HandMadeJobs.counting(
                "job",
                1,
                1,
                1,
                HandMadeJobs.settings("sampo.checkpoint.dir = \"" + directory + "\"\n"));
    }

    private JobCheckpoints open(String run) {
        return JobCheckpoints.open(
                job(),
                CheckpointSettings.from(job().settings().atPath("sampo")),
                FileStore.local(),
                FileJobRecord::open,
                run);
    }

    private void end(Ending how) {
        CheckpointPaths paths = new CheckpointPaths(directory, "job");
        try (FileJobRecord record = FileJobRecord.open(FileStore.local(), paths, "job")) {
            RecordContent last = record.current();
            assertThat(record.compareAndSet(last, last.end(how))).isTrue();
        }
    }

    /** Else a node that is lost just then would have everything run, and written, once more. */
    @ParameterizedTest
    @EnumSource(value = Ending.class, mode = Mode.EXCLUDE, names = "NONE")
    void aSubmissionThatCameToItsEndIsNotRunAgain(Ending how) {
        try (JobCheckpoints first = open("submitted at 1")) {
            assertThat(first.isDone()).isFalse();
            first.beginAttempt(job());
        }
        end(how);

        try (JobCheckpoints again = open("submitted at 1")) {
            assertThat(again.isDone()).isTrue();
        }
        try (JobCheckpoints next = open("submitted at 2")) {
            assertThat(next.isDone()).isFalse();
            assertThat(next.beginAttempt(job()).content().attempt()).isEqualTo(2);
        }
    }

    @Test
    void oneThatHasNotEndedGoesOn() {
        try (JobCheckpoints first = open("submitted at 1")) {
            first.beginAttempt(job());
        }

        try (JobCheckpoints again = open("submitted at 1")) {
            assertThat(again.isDone()).isFalse();
            assertThat(again.beginAttempt(job()).content().run()).isEqualTo("submitted at 1");
        }
    }
}
