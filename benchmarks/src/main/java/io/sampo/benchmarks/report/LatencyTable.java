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
                        "Milliseconds from when an event was due to the sink, medians of all"
                                + " repetitions, and in brackets the extremes",
                        2,
                        List.of(
                                "workload",
                                "engine",
                                "p50",
                                "p99",
                                "p99.9",
                                "p99.99",
                                "max",
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
            row.add(millis(workload, engine, percentile).text(2));
        }
        Figures cpu = results.all(workload, engine, "cpu_s");
        row.add(cpu.to(results.all(workload, engine, "seconds")).text(2));
        row.add(results.all(workload, engine, "gc_s").text(2));
        row.add(results.all(workload, engine, "rss_mb").text(0));
        return row;
    }

    private Figures millis(Workload workload, String engine, double percentile) {
        return results.all(workload, engine, EngineProcess.percentileField(percentile))
                .map(micros -> micros / MICROS_PER_MILLI);
    }

    /** Returns the distributions as a picture. */
    LatencyChart chart() {
        LatencyChart chart =
                new LatencyChart("Milliseconds to the sink, by percentile, medians of repetitions");
        for (Workload workload : workloads) {
            for (String engine : engines) {
                List<LatencyChart.Point> points = new ArrayList<>();
                for (double percentile : EngineProcess.percentiles()) {
                    double millis = millis(workload, engine, percentile).median();
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
