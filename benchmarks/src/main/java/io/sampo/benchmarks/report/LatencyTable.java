/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import io.sampo.benchmarks.measure.EngineProcess;
import io.sampo.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/** How late events came, and what processor time that took. */
final class LatencyTable {
    private static final double MICROS_PER_MILLI = 1000;

    private final Results results;
    private final List<Workload> workloads;
    private final List<String> engines;

    LatencyTable(Results results) {
        this.results = results;
        workloads = results.workloads(Workload.Kind.LATENCY);
        engines = results.engines(Workload.Kind.LATENCY);
    }

    /** Returns the table, or nothing if nothing of the kind was measured. */
    String markdown() {
        MarkdownTable table =
                new MarkdownTable(
                        "Milliseconds from when an event was due to the sink, in last repetitions;"
                                + " medians of the rounds, and in brackets the extremes",
                        2,
                        List.of(
                                "workload",
                                "engine",
                                "p50",
                                "p99",
                                "p99.9",
                                "p99.99",
                                "max",
                                "p99, first repetitions",
                                "cores used",
                                "GC, s",
                                "peak RSS, MB"));
        for (Workload workload : workloads) {
            for (String engine : engines) {
                if (results.has(workload, engine)) {
                    table.row(row(workload, engine));
                }
            }
        }
        return table.markdown();
    }

    private List<String> row(Workload workload, String engine) {
        List<String> row = new ArrayList<>(List.of(workload.label(), engine));
        for (double percentile : new double[] {50, 99, 99.9, 99.99, 100}) {
            row.add(warmMillis(workload, engine, percentile).text(2));
        }
        row.add(millis(results.cold(workload, engine, field(99))).text(2));
        Figures cpu = results.warm(workload, engine, "cpu_s");
        row.add(cpu.to(results.warm(workload, engine, "seconds")).text(2));
        row.add(results.warm(workload, engine, "gc_s").text(2));
        row.add(results.warm(workload, engine, "rss_mb").text(0));
        return row;
    }

    private Figures warmMillis(Workload workload, String engine, double percentile) {
        return millis(results.warm(workload, engine, field(percentile)));
    }

    private static String field(double percentile) {
        return EngineProcess.percentileField(percentile);
    }

    private static Figures millis(Figures micros) {
        return micros.map(value -> value / MICROS_PER_MILLI);
    }

    /** Returns the distributions as a picture. */
    LatencyChart chart() {
        LatencyChart chart =
                new LatencyChart("Milliseconds to the sink, by percentile, last repetitions");
        for (Workload workload : workloads) {
            for (String engine : engines) {
                List<LatencyChart.Point> points = new ArrayList<>();
                for (double percentile : EngineProcess.percentiles()) {
                    double millis = warmMillis(workload, engine, percentile).median();
                    if (percentile < 100 && !Double.isNaN(millis)) {
                        points.add(new LatencyChart.Point(percentile, millis));
                    }
                }
                if (!points.isEmpty()) {
                    chart.add(workload.label() + " " + engine, points);
                }
            }
        }
        return chart;
    }
}
