/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sampo.checkpointing.storage.CheckpointPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the job's durable record says, as its file is read from outside.
 *
 * @param attempt the last one begun
 * @param ending {@code none} or {@code finished}
 * @param checkpoints those kept, oldest first
 */
record RecordFile(int attempt, String ending, List<Entry> checkpoints) {
    /** A checkpoint that is kept. */
    record Entry(long id, int attempt) {
        String directory() {
            return "chk-" + id + "-" + attempt;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    static RecordFile read(CheckpointPaths paths) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(paths.record());
        } catch (NoSuchFileException nothingYet) {
            return new RecordFile(0, "none", List.of());
        }
        JsonNode root = JSON.readTree(content);
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : root.required("completed")) {
            entries.add(
                    new Entry(
                            entry.required("checkpoint").longValue(),
                            entry.required("attempt").intValue()));
        }
        return new RecordFile(
                root.required("attempt").intValue(), root.required("ending").textValue(), entries);
    }

    /** Returns how many of the kept checkpoints are of that attempt. */
    long checkpointsOf(int wanted) {
        return checkpoints.stream().filter(entry -> entry.attempt() == wanted).count();
    }

    /** Returns the directories of those kept, sorted by name. */
    List<String> directories() {
        return checkpoints.stream().map(Entry::directory).sorted().toList();
    }

    boolean names(long checkpoint) {
        return checkpoints.stream().anyMatch(entry -> entry.id() == checkpoint);
    }

    /** Returns the directories of checkpoints that are there, sorted by name. */
    static List<String> directories(Path jobDirectory) throws IOException {
        try (var entries = Files.list(jobDirectory)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("chk-"))
                    .sorted()
                    .toList();
        }
    }
}
