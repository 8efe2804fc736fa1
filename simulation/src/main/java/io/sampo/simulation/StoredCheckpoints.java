/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.checkpointing.restore.CheckpointLoader;
import io.sampo.checkpointing.restore.RestorePoint;
import io.sampo.checkpointing.restore.RestoreRequest;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.FileCheckpointStorage;
import io.sampo.checkpointing.storage.FileJobRecord;
import io.sampo.checkpointing.storage.JobRecord;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.SimulatedFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The checkpoints of a simulated job on its disk: damages them, mends them, and makes sure of each
 * one that the record names that the job could go on from it if the power failed right then.
 */
final class StoredCheckpoints {
    /** Where all simulated jobs keep their checkpoints. */
    static final Path ROOT = Path.of("/checkpoints");

    private static final CheckpointPaths PATHS = new CheckpointPaths(ROOT, JobRun.JOB);
    private static final RestoreRequest EVERYTHING =
            new RestoreRequest(true, false, Map.of(), true);

    private final Random random;
    private final Map<Path, byte[]> damaged = new LinkedHashMap<>();
    private SimulatedFiles disk;
    private String finding = "";

    /** Creates what watches a disk. */
    StoredCheckpoints(SimulatedFiles disk, Random random) {
        this.random = random;
        this.disk = disk;
        watch(disk);
    }

    /** The disk has been replaced. */
    void watch(SimulatedFiles newDisk) {
        disk = newDisk;
        newDisk.whenMoved(
                file -> {
                    if (file.equals(PATHS.record())) {
                        verifyRecord();
                    }
                });
    }

    private void verifyRecord() {
        SimulatedFiles after = disk.afterPowerFailure(random);
        try (JobRecord record = FileJobRecord.open(after, PATHS, JobRun.JOB)) {
            verify(record.current(), after);
        } catch (StreamException unreadable) {
            note("The record cannot be read: " + unreadable.getMessage());
        }
    }

    /** A record that is kept elsewhere has changed. */
    void verify(RecordContent content) {
        verify(content, disk.afterPowerFailure(random));
    }

    private void verify(RecordContent content, SimulatedFiles after) {
        if (!damaged.isEmpty() || content.restorable().isEmpty()) {
            return;
        }
        try {
            RestorePoint point =
                    new CheckpointLoader(new FileCheckpointStorage(after, PATHS, JobRun.JOB))
                            .load(content, EVERYTHING);
            if (!point.passedOver().isEmpty()) {
                note(String.valueOf(point.passedOver()));
            }
        } catch (StreamException refused) {
            note(String.valueOf(refused.getMessage()));
        }
    }

    private void note(String what) {
        if (finding.isEmpty()) {
            finding = "A completed checkpoint cannot be restored: " + what;
        }
    }

    /** Returns what was found wrong, if anything. */
    Optional<String> finding() {
        return finding.isEmpty() ? Optional.empty() : Optional.of(finding);
    }

    /** Damages one of the files, if there are any. */
    void damage(int choice) {
        List<Path> files =
                disk.files(PATHS.jobDirectory()).stream()
                        .map(PATHS.jobDirectory()::resolve)
                        .filter(file -> !PATHS.jobDirectory().equals(file.getParent()))
                        .filter(file -> disk.size(file) > 0)
                        .toList();
        if (files.isEmpty()) {
            return;
        }
        Path file = files.get(choice % files.size());
        byte[] content = disk.readAll(file);
        damaged.putIfAbsent(file, content);
        if (random.nextBoolean()) {
            disk.truncate(file, random.nextInt(content.length));
        } else {
            disk.damage(file, random.nextInt(content.length));
        }
        disk.replace(file, disk.readAll(file));
    }

    /** Restores the files as from a backup, and returns whether there was anything to restore. */
    boolean mend() {
        boolean any = !damaged.isEmpty();
        damaged.forEach(
                (file, content) -> {
                    if (disk.exists(file)) {
                        disk.replace(file, content);
                    }
                });
        damaged.clear();
        return any;
    }
}
