/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.checkpointing.storage.CheckpointStorage;
import io.sampo.checkpointing.storage.CompletedCheckpoint;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.checkpointing.storage.StoredCheckpoint;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Locations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the checkpoint that a job starts from: the newest sound one that its record names.
 *
 * <p>Going back behind a checkpoint for which sinks may have committed repeats their output, so it
 * happens only if the user accepts that. Blocks on I/O.
 */
public final class CheckpointLoader {
    private final CheckpointStorage storage;

    /** Creates a loader of the checkpoints in {@code storage}. */
    public CheckpointLoader(CheckpointStorage storage) {
        this.storage = storage;
    }

    /**
     * Returns what to start from.
     *
     * @param record as stored for the attempt that begins
     * @throws StreamException with {@code CHECKPOINT_DAMAGED} if there are checkpoints and none of
     *     them can, or may, be used; naming them, their files and the way out
     */
    public RestorePoint load(RecordContent record, RestoreRequest request) {
        List<DamagedCheckpoint> damaged = new ArrayList<>();
        for (CompletedCheckpoint candidate : record.restorable()) {
            List<String> findings = new ArrayList<>();
            Optional<StoredCheckpoint> sound = check(candidate, request, findings);
            if (sound.isPresent()) {
                return new RestorePoint(sound, List.copyOf(damaged));
            }
            damaged.add(new DamagedCheckpoint(candidate, List.copyOf(findings)));
            if (candidate.announced() && request.committingSinks() && !request.acceptDuplicates()) {
                throw refused(record, damaged);
            }
        }
        if (!damaged.isEmpty()) {
            throw noneLeft(record, damaged);
        }
        String from = record.restoredFrom();
        return from == null ? RestorePoint.EMPTY : loadFrom(Locations.of(from), request);
    }

    private Optional<StoredCheckpoint> check(
            CompletedCheckpoint candidate, RestoreRequest request, List<String> findings) {
        String known = request.knownDamage().get(candidate.ref().id());
        if (known != null) {
            findings.add(known);
            return Optional.empty();
        }
        try {
            StoredCheckpoint stored = storage.read(candidate.ref());
            findings.addAll(storage.findDamage(stored, request.verifyContents()));
            return findings.isEmpty() ? Optional.of(stored) : Optional.empty();
        } catch (StreamException failure) {
            if (failure.code() != ErrorCode.CHECKPOINT_DAMAGED) {
                // a full disk, a missing permission, a newer release: nothing that going back would
                // mend
                throw failure;
            }
            findings.add(String.valueOf(failure.getMessage()));
            return Optional.empty();
        }
    }

    private RestorePoint loadFrom(Path directory, RestoreRequest request) {
        StoredCheckpoint stored = storage.readFrom(directory);
        List<String> findings = storage.findDamage(stored, request.verifyContents());
        if (!findings.isEmpty()) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_DAMAGED,
                    "The checkpoint to start from is damaged: directory="
                            + directory
                            + ": "
                            + String.join("; ", findings)
                            + ". Restore its files from a backup, or start from another one.");
        }
        return new RestorePoint(Optional.of(stored), List.of());
    }

    private static StreamException refused(RecordContent record, List<DamagedCheckpoint> damaged) {
        DamagedCheckpoint last = damaged.get(damaged.size() - 1);
        return new StreamException(
                ErrorCode.CHECKPOINT_DAMAGED,
                "A checkpoint is damaged for which sinks may have committed output; going back behind it"
                        + " would repeat that output, transactions and files of checkpoint="
                        + last.checkpoint().ref().id()
                        + " and later: job="
                        + record.jobName()
                        + " damaged="
                        + damaged
                        + ". Restore the files from a backup; or set"
                        + " sampo.checkpoint.restore.accept-duplicates=true to go on from an older"
                        + " checkpoint.");
    }

    private static StreamException noneLeft(RecordContent record, List<DamagedCheckpoint> damaged) {
        return new StreamException(
                ErrorCode.CHECKPOINT_DAMAGED,
                "All checkpoints of the job are damaged: job="
                        + record.jobName()
                        + " damaged="
                        + damaged
                        + ". Restore the files from a backup; or start from a savepoint with"
                        + " sampo.checkpoint.restore.from; or remove the job's checkpoint directory to"
                        + " start it empty.");
    }
}
