/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a command prints at its end, and the pictures that it draws. */
public final class Report {
    private final Results results;

    /** Creates one of all results that there will be. */
    public Report(Results results) {
        this.results = results;
    }

    /**
     * Returns a table in Markdown for each kind of workload that was measured, and a list of what
     * is not in them since it failed.
     */
    public String markdown() {
        return new ThroughputTable(results).markdown()
                + new ScalingTable(results).markdown()
                + new LatencyTable(results).markdown()
                + new RecoveryTable(results).markdown()
                + new StartTable(results).markdown()
                + failures();
    }

    private String failures() {
        List<String> failures = results.failures();
        return failures.isEmpty()
                ? ""
                : "\nFailed, and not in the figures:\n\n* " + String.join("\n* ", failures) + '\n';
    }

    /**
     * Draws what there is something to draw of.
     *
     * @param directory made if it is not there; what has the same name is replaced
     * @return the files
     */
    public List<Path> draw(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<Path> drawn = new ArrayList<>();
        BarChart rates = new ThroughputTable(results).chart();
        if (!rates.isEmpty()) {
            drawn.add(Files.writeString(directory.resolve("rates.svg"), rates.svg()));
        }
        LatencyChart latencies = new LatencyTable(results).chart();
        if (!latencies.isEmpty()) {
            drawn.add(Files.writeString(directory.resolve("latencies.svg"), latencies.svg()));
        }
        return drawn;
    }
}
