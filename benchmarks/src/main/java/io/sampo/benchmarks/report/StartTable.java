/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import io.sampo.benchmarks.workload.Workload;
import java.util.List;

/** Whole processes from their start to their end. */
final class StartTable {
    private final Results results;

    StartTable(Results results) {
        this.results = results;
    }

    /** Returns the table, or nothing if nothing of the kind was measured. */
    String markdown() {
        MarkdownTable table =
                new MarkdownTable(
                        "Whole processes, medians, and in brackets the extremes",
                        2,
                        List.of(
                                "workload",
                                "engine",
                                "wall, s",
                                "CPU, s",
                                "peak RSS, MB",
                                "Sampo's wall of it",
                                "Sampo's RSS of it"));
        for (Workload workload : results.workloads(Workload.Kind.START)) {
            for (String engine : results.engines(Workload.Kind.START)) {
                if (results.has(workload, engine)) {
                    Figures wall = results.all(workload, engine, "wall_s");
                    Figures rss = results.all(workload, engine, "rss_mb");
                    table.row(
                            List.of(
                                    workload.label(),
                                    engine,
                                    wall.text(2),
                                    results.all(workload, engine, "cpu_s").text(2),
                                    rss.text(0),
                                    ofIt(workload, engine, "wall_s", wall),
                                    ofIt(workload, engine, "rss_mb", rss)));
                }
            }
        }
        return table.markdown();
    }

    private String ofIt(Workload workload, String engine, String field, Figures other) {
        return engine.equals(Results.COMPARED)
                ? ""
                : Figures.ratio(results.all(workload, Results.COMPARED, field), other);
    }
}
