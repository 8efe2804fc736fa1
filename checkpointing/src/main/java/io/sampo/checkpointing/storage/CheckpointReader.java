/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads checkpoints and savepoints of any job, each by its directory. Changes nothing. */
public final class CheckpointReader {
    private final FileStore files;

    /** Creates a reader of what is in {@code files}. */
    public CheckpointReader(FileStore files) {
        this.files = files;
    }

    /**
     * Reads a checkpoint or savepoint. Its handles name no shared files, so that no later
     * checkpoint refers to them.
     *
     * @param directory with the metadata file
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if there is none, {@code
     *     CHECKPOINT_DAMAGED} or {@code STATE_INCOMPATIBLE}
     */
    public StoredCheckpoint read(Path directory) {
        Path file = directory.resolve(CheckpointPaths.METADATA);
        if (!files.exists(file)) {
            throw new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "There is no checkpoint here: file="
                            + file
                            + " is missing. Name the directory of one checkpoint or savepoint."
                            + nearBy(directory));
        }
        CheckpointMetadata metadata =
                CheckpointMetadataCodec.decode(files.readAll(file), file.toString());
        Path absolute = directory.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path base = metadata.ref().savepoint() || parent == null ? absolute : parent;
        return new StoredCheckpoint(
                metadata.withoutSharing(), absolute, base, new FileSnapshotFiles(files, base));
    }

    /** Helps who names the directory of a job. */
    private String nearBy(Path directory) {
        List<String> found = new ArrayList<>();
        if (files.isDirectory(directory)) {
            for (Path entry : files.list(directory)) {
                String name = String.valueOf(entry.getFileName());
                if (CheckpointPaths.parse(name).isPresent()) {
                    found.add(name);
                }
            }
        }
        found.sort(null);
        return found.isEmpty() ? "" : " Below it there are " + found + ".";
    }

    /**
     * Looks at the files of a checkpoint.
     *
     * @param contents whether to read them all and verify their checksums, not only that they are
     *     there in the right length
     * @return what is wrong, naming the files; empty if it is sound
     */
    public List<String> findDamage(StoredCheckpoint checkpoint, boolean contents) {
        List<String> damage = new ArrayList<>();
        // far away each question takes its time, so it is asked once for all files of a directory
        Map<Path, Map<Path, Long>> directories = new HashMap<>();
        for (StateFile file : new HashSet<>(checkpoint.metadata().files())) {
            Path path = checkpoint.base().resolve(file.path());
            Long size = directories.computeIfAbsent(path.getParent(), files::sizes).get(path);
            if (size == null) {
                damage.add("missing: " + path);
            } else if (size != file.length()) {
                damage.add(
                        "wrong length: " + path + " found=" + size + " expected=" + file.length());
            } else if (contents) {
                verify(checkpoint, file).ifPresent(damage::add);
            }
        }
        damage.sort(null);
        return damage;
    }

    private static Optional<String> verify(StoredCheckpoint checkpoint, StateFile file) {
        try (InputStream in = checkpoint.files().open(file)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (StreamException | IOException failure) {
            return Optional.of("unreadable: " + failure.getMessage());
        }
    }
}
