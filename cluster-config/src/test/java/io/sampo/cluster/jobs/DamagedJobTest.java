/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster one of whose jobs cannot be read. */
class DamagedJobTest {
    @TempDir private Path directory;

    /** It is better to say that than that there are no jobs. */
    @Test
    void whoAsksForTheJobsLearnsWhichCannotBeRead() throws Exception {
        Path jobs = directory.resolve("shared").resolve("_cluster").resolve("jobs");
        Files.createDirectories(jobs);
        Path damaged = Files.writeString(jobs.resolve("broken.job"), "this is no job at all");
        try (NodesInProcess nodes = new NodesInProcess(directory)) {
            nodes.start(1);

            assertThatThrownBy(() -> nodes.client().jobs())
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            told -> assertThat(told.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                    .hasMessageContaining("cannot be read")
                    .hasMessageContaining(damaged.toString());
        }
    }
}
