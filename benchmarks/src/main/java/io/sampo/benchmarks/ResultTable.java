/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects the lines of throughput that the engines print, and shows them side by side: millions of
 * events per CPU-second, the medians of all rounds, and the geometric means of the ratios. The
 * first repetition of a process is cold, its last is warm.
 */
final class ResultTable {
    private static final Pattern LINE =
            Pattern.compile(
                    "\"engine\": \"(?<engine>[^\"]+)\", \"workload\": \"(?<workload>[^\"]+)\","
                            + " \"rep\": (?<rep>\\d+),.*\"eps_per_cpu_s\": (?<rate>\\d+)");
    private static final String COMPARED = "sampo";
    private static final double MILLION = 1e6;

    private final int repetitions;
    private final Map<Row, Rates> rows = new LinkedHashMap<>();

    ResultTable(int repetitions) {
        this.repetitions = repetitions;
    }

    private record Row(String workload, String engine) {}

    private record Rates(List<Double> cold, List<Double> warm) {}

    /** Takes a line; ignores those that are of something else. */
    void add(String line) {
        Matcher result = LINE.matcher(line);
        if (!result.find()) {
            return;
        }
        Row row = new Row(result.group("workload"), result.group("engine"));
        Rates rates =
                rows.computeIfAbsent(row, key -> new Rates(new ArrayList<>(), new ArrayList<>()));
        int repetition = Integer.parseInt(result.group("rep"));
        double rate = Long.parseLong(result.group("rate")) / MILLION;
        if (repetition == 1) {
            rates.cold.add(rate);
        }
        if (repetition == repetitions) {
            rates.warm.add(rate);
        }
    }

    /** Returns the table in Markdown, or nothing if there is nothing to compare. */
    String markdown() {
        if (rows.keySet().stream().map(Row::engine).distinct().count() < 2) {
            return "";
        }
        StringBuilder table =
                new StringBuilder(
                        """

                        Millions of events per CPU-second, medians, and in brackets the extremes:

                        | workload | engine | cold | warm | Sampo to it, cold | warm |
                        |---|---|--:|--:|--:|--:|
                        """);
        rows.forEach(
                (row, rates) -> {
                    table.append("| ").append(row.workload).append(" | ").append(row.engine);
                    table.append(" | ").append(spread(rates.cold));
                    table.append(" | ").append(spread(rates.warm));
                    Rates own = rows.get(new Row(row.workload, COMPARED));
                    if (own == null || row.engine.equals(COMPARED)) {
                        table.append(" |  | ");
                    } else {
                        table.append(" | ").append(ratio(own.cold, rates.cold));
                        table.append(" | ").append(ratio(own.warm, rates.warm));
                    }
                    table.append(" |\n");
                });
        for (String engine : engines()) {
            table.append(means(engine));
        }
        return table.toString();
    }

    private List<String> engines() {
        return rows.keySet().stream().map(Row::engine).distinct().toList();
    }

    private List<String> workloads() {
        return rows.keySet().stream().map(Row::workload).distinct().toList();
    }

    /** Returns a line with the geometric means over all workloads of both, or nothing. */
    private String means(String engine) {
        double cold = 0;
        double warm = 0;
        int count = 0;
        for (String workload : workloads()) {
            Rates own = rows.get(new Row(workload, COMPARED));
            Rates other = rows.get(new Row(workload, engine));
            if (own != null && other != null && !engine.equals(COMPARED)) {
                cold += Math.log(median(own.cold) / median(other.cold));
                warm += Math.log(median(own.warm) / median(other.warm));
                count++;
            }
        }
        return count < 2
                ? ""
                : String.format(
                        Locale.ROOT,
                        "| %d workloads | %s |  |  | %.2f | %.2f |%n",
                        count,
                        engine,
                        Math.exp(cold / count),
                        Math.exp(warm / count));
    }

    /** Returns the warm rates as a picture. */
    BarChart chart() {
        BarChart chart =
                new BarChart("Millions of events per CPU-second, warm, medians", engines());
        for (String workload : workloads()) {
            chart.add(
                    workload,
                    engines().stream()
                            .map(engine -> rows.get(new Row(workload, engine)))
                            .map(rates -> rates == null ? Double.NaN : median(rates.warm))
                            .toList());
        }
        return chart;
    }

    private static String ratio(List<Double> own, List<Double> other) {
        return String.format(Locale.ROOT, "%.2f", median(own) / median(other));
    }

    private static String spread(List<Double> rates) {
        String middle = String.format(Locale.ROOT, "%.2f", median(rates));
        return rates.size() < 2
                ? middle
                : String.format(
                        Locale.ROOT,
                        "%s (%.2f to %.2f)",
                        middle,
                        Collections.min(rates),
                        Collections.max(rates));
    }

    private static double median(List<Double> rates) {
        List<Double> sorted = rates.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
