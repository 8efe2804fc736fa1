/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import io.sampo.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Events per CPU-second and per second of all engines, and what Sampo is of each other one. */
final class ThroughputTable {
    private static final String CPU_RATE = "eps_per_cpu_s";
    private static final String WALL_RATE = "eps";
    private static final double MILLION = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Results results;
    private final List<Workload> workloads;
    private final List<String> engines;

    ThroughputTable(Results results) {
        this.results = results;
        workloads = results.workloads(Workload.Kind.THROUGHPUT);
        engines = results.engines(Workload.Kind.THROUGHPUT);
    }

    /** Returns the tables, or nothing if nothing of the kind was measured. */
    String markdown() {
        return rates() + ratios();
    }

    private String rates() {
        MarkdownTable table =
                new MarkdownTable(
                        "Medians, and in brackets the extremes. Engine: processor time for an event"
                                + " without making it. GC: how long the collector stopped the"
                                + " process.",
                        2,
                        List.of(
                                "workload",
                                "engine",
                                "M events/CPU-s, cold",
                                "warm",
                                "M events/s, cold",
                                "warm",
                                "engine, ns, warm",
                                "GC, s",
                                "peak RSS, MB"));
        for (Workload workload : workloads) {
            for (String engine : engines) {
                if (results.has(workload, engine)) {
                    table.row(rateRow(workload, engine));
                }
            }
        }
        return table.markdown();
    }

    private List<String> rateRow(Workload workload, String engine) {
        return List.of(
                workload.label(),
                engine,
                millions(results.cold(workload, engine, CPU_RATE)),
                millions(results.warm(workload, engine, CPU_RATE)),
                millions(results.cold(workload, engine, WALL_RATE)),
                millions(results.warm(workload, engine, WALL_RATE)),
                engineNanos(workload, engine).text(1),
                results.warm(workload, engine, "gc_s").text(2),
                results.warm(workload, engine, "rss_mb").text(0));
    }

    private static String millions(Figures rates) {
        return rates.map(rate -> rate / MILLION).text(2);
    }

    private Figures engineNanos(Workload workload, String engine) {
        Figures making = results.warm(workload, Results.GENERATOR, CPU_RATE);
        double nanos = NANOS_PER_SECOND / making.median();
        return making.isEmpty()
                ? making
                : results.warm(workload, engine, CPU_RATE)
                        .where(making)
                        .map(rate -> NANOS_PER_SECOND / rate - nanos);
    }

    private String ratios() {
        MarkdownTable table =
                new MarkdownTable(
                        "Sampo to the others: ratios of the medians, and in brackets the extremes"
                                + " of runs that took turns",
                        2,
                        List.of(
                                "workload",
                                "Sampo to",
                                "events/CPU-s, cold",
                                "warm",
                                "events/s, cold",
                                "warm",
                                "engine ns, Sampo / other"));
        for (String engine : engines) {
            if (engine.equals(Results.COMPARED)) {
                continue;
            }
            Means means = new Means();
            for (Workload workload : workloads) {
                Figures own = results.warm(workload, Results.COMPARED, CPU_RATE);
                if (!own.to(results.warm(workload, engine, CPU_RATE)).isEmpty()) {
                    table.row(ratioRow(workload, engine, means));
                }
            }
            if (means.count > 1) {
                table.row(means.row(engine));
            }
        }
        return table.markdown();
    }

    private List<String> ratioRow(Workload workload, String engine, Means means) {
        List<String> row = new ArrayList<>(List.of(workload.label(), engine));
        for (String field : List.of(CPU_RATE, WALL_RATE)) {
            for (boolean warm : new boolean[] {false, true}) {
                Figures own = rates(workload, Results.COMPARED, field, warm);
                Figures other = rates(workload, engine, field, warm);
                row.add(Figures.ratio(own, other));
                means.add(Figures.ratioOfMedians(own, other));
            }
        }
        means.count++;
        Figures own = engineNanos(workload, Results.COMPARED);
        Figures other = engineNanos(workload, engine);
        row.add(
                own.to(other).isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.1f / %.1f",
                                own.where(other).median(),
                                other.where(own).median()));
        return row;
    }

    private Figures rates(Workload workload, String engine, String field, boolean warm) {
        return warm ? results.warm(workload, engine, field) : results.cold(workload, engine, field);
    }

    /** Geometric means of the columns of ratios. */
    private static final class Means {
        private final List<Double> logs = new ArrayList<>();
        private int count;

        void add(double ratio) {
            logs.add(Math.log(ratio));
        }

        List<String> row(String engine) {
            int columns = logs.size() / count;
            List<String> row =
                    new ArrayList<>(List.of(count + " workloads, geometric mean", engine));
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int i = column; i < logs.size(); i += columns) {
                    sum += logs.get(i);
                }
                row.add(String.format(Locale.ROOT, "%.2f", Math.exp(sum / count)));
            }
            row.add("");
            return row;
        }
    }

    /** Returns the warm rates as a picture. */
    BarChart chart() {
        BarChart chart = new BarChart("Millions of events per CPU-second, warm, medians", engines);
        for (Workload workload : workloads) {
            chart.add(
                    workload.label(),
                    engines.stream()
                            .map(engine -> results.warm(workload, engine, CPU_RATE).median())
                            .map(rate -> rate / MILLION)
                            .toList());
        }
        return chart;
    }
}
