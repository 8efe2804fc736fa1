/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checksums of sinks in other processes: a file for each. */
public final class ChecksumFiles {
    private ChecksumFiles() {}

    /** Writes what a sink has seen. */
    public static void write(Path directory, int subtask, Checksum seen) throws IOException {
        Files.writeString(directory.resolve("sink-" + subtask), seen.outputs() + " " + seen.sum());
    }

    /** Returns what all sinks together have seen, and removes the files. */
    public static Checksum take(Path directory) throws IOException {
        Checksum all = new Checksum();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "sink-*")) {
            for (Path file : files) {
                String[] numbers = Files.readString(file).split(" ", 2);
                all.merge(new Checksum(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
                Files.delete(file);
            }
        }
        return all;
    }
}
