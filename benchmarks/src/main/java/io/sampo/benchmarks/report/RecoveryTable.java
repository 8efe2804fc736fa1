/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import io.sampo.benchmarks.workload.Workload;
import java.util.List;

/** Checkpoints that were asked for, and recovery from a failure. */
final class RecoveryTable {
    /** Sampo with the others' policy: the operating system makes checkpoints durable. */
    private static final String UNSYNCED = "sampo-unsynced";

    private final Results results;

    RecoveryTable(Results results) {
        this.results = results;
    }

    /** Returns the table, or nothing if nothing of the kind was measured. */
    String markdown() {
        MarkdownTable table =
                new MarkdownTable(
                        "Checkpoints and recovery, milliseconds, medians of all repetitions, and in"
                                + " brackets the extremes; ratios are those of "
                                + UNSYNCED,
                        2,
                        List.of(
                                "workload",
                                "engine",
                                "full checkpoint",
                                "its size, MB",
                                "recovery",
                                "Sampo's full of it",
                                "Sampo's recovery of it",
                                "peak RSS, MB"));
        for (Workload workload : results.workloads(Workload.Kind.RECOVERY)) {
            for (String engine : results.engines(Workload.Kind.RECOVERY)) {
                if (results.has(workload, engine)) {
                    table.row(
                            List.of(
                                    workload.label(),
                                    engine,
                                    results.all(workload, engine, "full_ms").text(0),
                                    results.all(workload, engine, "full_mb").text(0),
                                    results.all(workload, engine, "recovery_ms").text(0),
                                    ofIt(workload, engine, "full_ms"),
                                    ofIt(workload, engine, "recovery_ms"),
                                    results.all(workload, engine, "rss_mb").text(0)));
                }
            }
        }
        return table.markdown();
    }

    private String ofIt(Workload workload, String engine, String field) {
        return engine.startsWith(Results.COMPARED)
                ? ""
                : Figures.ratio(
                        results.all(workload, UNSYNCED, field),
                        results.all(workload, engine, field));
    }
}
