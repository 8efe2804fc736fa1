/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the job has written.
 *
 * @param visible files that readers see
 * @param hidden files that they do not
 */
public record OutputFiles(List<Path> visible, List<Path> hidden) {
    private static final Pattern PART = Pattern.compile("part-(\\d+)-\\d+-\\d+(?:\\..*)?");

    public static OutputFiles list(Path directory) throws IOException {
        List<Path> visible = new ArrayList<>();
        List<Path> hidden = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.sorted()
                    .forEach(
                            file -> {
                                boolean dot = file.getFileName().toString().startsWith(".");
                                (dot ? hidden : visible).add(file);
                            });
        } catch (NoSuchFileException nothingYet) {
            return new OutputFiles(List.of(), List.of());
        }
        return new OutputFiles(visible, hidden);
    }

    /** Returns the checkpoint that a finished part was committed for. */
    static long checkpointOf(Path part) {
        Matcher name = PART.matcher(part.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("Not a part: " + part);
        }
        return Long.parseLong(name.group(1));
    }

    /** Counts the visible files of one checkpoint. */
    long visibleOf(long checkpoint) {
        return visible.stream().filter(part -> checkpointOf(part) == checkpoint).count();
    }

    /** Returns all lines that readers see, in no order. */
    public List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path part : visible) {
            lines.addAll(Files.readAllLines(part));
        }
        return lines;
    }
}
