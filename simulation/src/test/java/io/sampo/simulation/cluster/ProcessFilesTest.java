/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.io.FileOutput;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.core.testkit.SimulatedFiles.PowerFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProcessFilesTest {
    private static final Path FILE = Path.of("/file");
    private static final byte[] CONTENT = {1, 2, 3, 4, 5, 6, 7, 8};

    private final SimulatedFiles disk = new SimulatedFiles();
    private final List<String> log = new ArrayList<>();
    private final ProcessFiles files = new ProcessFiles(disk, 1, () -> log.add("dies"));

    private void write(boolean sync) {
        try (FileOutput out = files.create(FILE)) {
            out.write(CONTENT);
            if (sync) {
                out.sync();
            }
        }
    }

    @Test
    void aDeadProcessChangesNothing() {
        write(true);
        files.die(new Random(1));

        assertThatThrownBy(() -> files.delete(FILE)).isInstanceOf(PowerFailure.class);
        assertThatThrownBy(() -> files.create(Path.of("/other"))).isInstanceOf(PowerFailure.class);
        assertThat(disk.readAll(FILE)).isEqualTo(CONTENT);
    }

    @Test
    void ofWhatWasNotSyncedSomeIsTorn() {
        Random random = new Random(1);
        int torn = 0;
        for (int i = 0; i < 20; i++) {
            SimulatedFiles other = new SimulatedFiles();
            ProcessFiles process = new ProcessFiles(other, 1, () -> {});
            try (FileOutput out = process.create(FILE)) {
                out.write(CONTENT);
            }
            process.die(random);
            torn += other.size(FILE) < CONTENT.length ? 1 : 0;
        }

        assertThat(torn).isBetween(3, 17);
    }

    @Test
    void whatWasSyncedIsWhole() {
        write(true);
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            files.die(random);
        }

        assertThat(disk.readAll(FILE)).isEqualTo(CONTENT);
    }

    @Test
    void theLocksOfADeadProcessAreFree() {
        files.lock(FILE, "test");
        files.die(new Random(1));

        ProcessFiles next = new ProcessFiles(disk, 2, () -> {});
        assertThat(next.lock(FILE, "test")).isNotNull();
    }

    @Test
    void aProcessDiesBeforeTheChangeThatItIsToldOf() {
        files.dieBefore(2);
        files.createDirectories(Path.of("/first"));
        assertThat(log).isEmpty();

        files.createDirectories(Path.of("/second"));

        assertThat(log).isNotEmpty();
    }
}
