/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends the process at one point, as if it were killed: nothing is closed or flushed. Before that it
 * leaves a note of where it was.
 *
 * @param point where
 * @param after how many checkpoints must be complete before the one that is cut off
 * @param note a file outside of what the job writes
 */
record Halting(HaltPoint point, int after, Path note) {
    private static final int KILLED = 137;

    /**
     * Ends the process if this is the point.
     *
     * @param completed how many checkpoints this process has completed before
     * @param checkpoint the one that is under way
     * @param next the file that would have been written or committed next
     */
    void at(HaltPoint here, int completed, long checkpoint, Path next) {
        if (point == here && completed >= after) {
            try {
                Files.writeString(note, new Note(here, checkpoint, next).toText());
            } catch (IOException failure) {
                throw new UncheckedIOException("No note: " + note, failure);
            }
            Runtime.getRuntime().halt(KILLED);
        }
    }

    /**
     * What is in the note.
     *
     * @param point where the process ended
     * @param checkpoint id of the checkpoint that was cut off
     * @param next the file that would have been written or committed next
     */
    record Note(HaltPoint point, long checkpoint, Path next) {
        String toText() {
            return point + "\n" + checkpoint + "\n" + next;
        }

        static Note read(Path file) throws IOException {
            List<String> lines = Files.readAllLines(file);
            return new Note(
                    HaltPoint.valueOf(lines.get(0)),
                    Long.parseLong(lines.get(1)),
                    Path.of(lines.get(2)));
        }
    }
}
