/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.core.io.FileOutput;
import io.sampo.core.testkit.SimulatedFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredCheckpointsTest {
    private static final CheckpointPaths PATHS =
            new CheckpointPaths(StoredCheckpoints.ROOT, JobRun.JOB);
    private static final Path FILE = PATHS.jobDirectory().resolve("1-1").resolve("state");

    private final SimulatedFiles disk = new SimulatedFiles();
    private final StoredCheckpoints checkpoints = new StoredCheckpoints(disk, new Random(1));

    private void write(Path file, String content) {
        try (FileOutput out = disk.create(file)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
            out.sync();
        }
    }

    @Test
    void aRecordThatCannotBeReadIsFound() {
        disk.createDirectories(PATHS.jobDirectory());
        disk.syncDirectory(Path.of("/"));
        disk.syncDirectory(StoredCheckpoints.ROOT);
        disk.writeAtomically(PATHS.record(), new byte[] {1, 2, 3});

        assertThat(checkpoints.finding())
                .hasValueSatisfying(what -> assertThat(what).contains("cannot be restored"));
    }

    @Test
    void whatIsDamagedCanBeMended() {
        write(FILE, "content");
        byte[] before = disk.readAll(FILE);

        checkpoints.damage(0);

        assertThat(disk.readAll(FILE)).isNotEqualTo(before);
        assertThat(checkpoints.mend()).isTrue();
        assertThat(disk.readAll(FILE)).isEqualTo(before);
        assertThat(checkpoints.mend()).isFalse();
    }

    @Test
    void theRecordItselfIsLeftAlone() {
        disk.createDirectories(PATHS.jobDirectory());
        write(PATHS.lock(), "locked");

        checkpoints.damage(0);

        assertThat(checkpoints.mend()).isFalse();
    }
}
