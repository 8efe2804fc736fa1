/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples;

import io.sampo.connectors.files.sink.FileSink;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files that samples bring along, and the directories that they write into. */
public final class SampleFiles {
    private SampleFiles() {}

    /**
     * Copies a packaged file out of the class path; always to the same place, since a checkpoint
     * holds its name.
     *
     * @param beside a class of the same package
     */
    public static Path unpack(Class<?> beside, String name) throws IOException {
        Path directory =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "sampo-samples-" + System.getProperty("user.name"));
        Files.createDirectories(directory);
        Path target = directory.resolve(name);
        Path part = Files.createTempFile(directory, name, ".part");
        try (InputStream source = beside.getResourceAsStream(name)) {
            if (source == null) {
                throw new IOException("A packaged file is missing from the class path: " + name);
            }
            Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return target;
    }

    /**
     * Sees to it that a job which starts anew has an empty output directory.
     *
     * @param option by which the user asks to delete earlier results
     * @throws StreamException with {@code INVALID_SETTING} if it is not empty
     */
    public static void prepareOutput(Path output, String option, boolean overwrite) {
        if (overwrite) {
            FileSink.deleteParts(output);
        }
        try {
            FileSink.checkEmpty(output);
        } catch (StreamException refused) {
            if (refused.code() != ErrorCode.INVALID_SETTING) {
                throw refused;
            }
            throw new StreamException(
                    refused.code(),
                    refused.getMessage() + " " + option + " deletes the results in it.");
        }
    }
}
