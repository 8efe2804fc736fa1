/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.connectors.files.sink.FileSink;
import io.sampo.core.io.FileStore;
import io.sampo.simulation.SimulationResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes lines into files, which get their names when the checkpoint is complete. */
final class Files {
    private static final int READINGS = 300;
    private static final Path DIRECTORY = Path.of("/results");

    private Files() {}

    static KnownJob job(long seed) {
        List<Reading> readings = Reading.random(seed, READINGS);
        return new KnownJob(
                (environment, world) ->
                        Reading.stream(environment, world, "readings", readings)
                                .keyBy(Reading::key)
                                .reduce((before, reading) -> reading)
                                .name("last")
                                .map(reading -> "line " + reading.number())
                                .name("lines")
                                .sinkTo(FileSink.text(DIRECTORY))
                                .name("results"),
                readings.stream().map(reading -> "line " + reading.number()).toList(),
                Files::linesOfParts);
    }

    private static List<String> linesOfParts(SimulationResult result) {
        FileStore files = result.files();
        List<String> lines = new ArrayList<>();
        for (Path part : files.list(DIRECTORY)) {
            if (!String.valueOf(part.getFileName()).startsWith(".")) {
                String text = new String(files.readAll(part), StandardCharsets.UTF_8);
                text.lines().forEach(lines::add);
            }
        }
        return lines;
    }
}
