/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Remembers, in a file next to the checkpoints of a job, where that job writes. What it has
 * committed there before a checkpoint does not come again, so going on into another directory would
 * leave a part of the results in each.
 */
final class OutputOfCheckpoints {
    private final FileStore files = FileStore.local();
    private final Path file;

    OutputOfCheckpoints(Path checkpoints, String job) {
        // Not among the checkpoints: their directory is looked at to see whether the job has begun.
        file = checkpoints.resolve(job + ".output");
    }

    /** Remembers the output of a job that starts anew; durable when it returns. */
    void remember(Path output) {
        files.writeAtomically(file, absolute(output).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Checks the output of a job that goes on.
     *
     * @throws StreamException with {@code INVALID_SETTING} if it is not the one it began with
     */
    void check(Path output) {
        if (!files.exists(file)) {
            return;
        }
        String begun = new String(files.readAll(file), StandardCharsets.UTF_8);
        if (!begun.equals(absolute(output))) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The checkpoints are of a job that writes into another directory, and only what"
                            + " comes after them would be in this one: output="
                            + absolute(output)
                            + " begun="
                            + begun
                            + " rememberedIn="
                            + file
                            + ". Name that output to go on, or another directory for checkpoints to"
                            + " start anew.");
        }
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
