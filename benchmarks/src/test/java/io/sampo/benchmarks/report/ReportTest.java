/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.benchmarks.measure.EngineProcess;
import io.sampo.benchmarks.measure.JsonLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Results results = new Results(3);

    @TempDir private Path directory;

    @Test
    void showsMediansAndRatios() {
        add("sampo", 1, 4_000_000);
        add("sampo", 2, 9_000_000);
        add("sampo", 3, 12_000_000);
        add("sampo", 1, 6_000_000);
        add("sampo", 3, 8_000_000);
        add("flink", 1, 1_000_000);
        add("flink", 3, 2_000_000);
        add("flink", 1, 1_000_000);
        add("flink", 3, 2_000_000);

        assertThat(new Report(results).markdown())
                .contains("| w1 | sampo | 5.00 (4.00 to 6.00) | 10.00 (8.00 to 12.00) | 5.00 (")
                .contains("| w1 | flink | 1.00 (1.00 to 1.00) | 2.00 (2.00 to 2.00) |")
                .contains("| w1 | flink | 5.00 (4.00 to 6.00) | 5.00 (4.00 to 6.00) | 5.00 (");
    }

    @Test
    void takesTheMakingOfEventsOff() {
        add("sampo", 3, 10_000_000);
        add("flink", 3, 2_000_000);
        add(Results.GENERATOR, 3, 50_000_000);

        assertThat(new Report(results).markdown())
                .contains("| 80.0 |")
                .contains("| 480.0 |")
                .contains("| 80.0 / 480.0 |")
                .doesNotContain(Results.GENERATOR);
    }

    @Test
    void showsGeometricMeansOfSeveralWorkloads() {
        for (String workload : new String[] {"w1", "q0"}) {
            add("flink", workload, 1, 1_000_000);
            add("flink", workload, 3, 1_000_000);
        }
        add("sampo", "w1", 1, 2_000_000);
        add("sampo", "w1", 3, 1_000_000);
        add("sampo", "q0", 1, 8_000_000);
        add("sampo", "q0", 3, 9_000_000);

        assertThat(new Report(results).markdown())
                .contains("| 2 workloads, geometric mean | flink | 4.00 | 3.00 | 4.00 | 3.00 |");
    }

    @Test
    void drawsWarmRates() throws IOException {
        add("sampo", "w1", 3, 8_000_000);
        add("loop", "w1", 3, 16_000_000);
        add("sampo", "q0", 3, 4_000_000);

        assertThat(new Report(results).draw(directory)).containsExactly(picture("rates.svg"));
        assertThat(Files.readString(picture("rates.svg")))
                .startsWith("<svg ")
                .contains(">w1</text>")
                .contains(">loop</text>")
                .contains(">8.0</text>")
                .contains(">16.0</text>")
                .contains("width=\"600.0\"")
                .contains("width=\"300.0\"")
                .doesNotContain("NaN")
                .endsWith("</svg>\n");
    }

    @Test
    void showsAndDrawsLatencies() throws IOException {
        JsonLine line = line("sampo", "w4", 1).number("seconds", 30.0, 3).number("cpu_s", 15.0, 3);
        for (double percentile : EngineProcess.percentiles()) {
            line.number(EngineProcess.percentileField(percentile), 10 * percentile, 1);
        }
        results.add(line);

        Report report = new Report(results);

        assertThat(report.markdown())
                .contains("| w4 | sampo | 0.50 | 0.99 | 1.00 | 1.00 | 1.00 | 0.50 |");
        assertThat(report.draw(directory)).containsExactly(picture("latencies.svg"));
        assertThat(Files.readString(picture("latencies.svg")))
                .contains(">w4 sampo</text>", ">99.9 %</text>", "<polyline points=\"60.0,");
    }

    @Test
    void answersQuestionsOfScaling() {
        add("sampo", "keys-1m", 3, 10_000_000);
        add("sampo", "keys-10m", 3, 8_000_000);
        add("sampo", "maps-0", 3, 20_000_000);
        add("sampo", "maps-10", 3, 10_000_000);
        add("sampo", "w1", 3, 10_000_000);
        add("sampo", "w1-one-core", 3, 5_000_000);

        assertThat(new Report(results).markdown())
                .contains("10 times the keys | 1.25 times |")
                .contains("| each further chained map | 5.0 ns a record |")
                .contains("parallelism 1 on one | 2.00 times |");
    }

    @Test
    void comparesStartsAndRecoveries() {
        results.add(line("sampo", "w7", 1).number("wall_s", 1.0, 3).number("rss_mb", 150.0, 1));
        results.add(line("flink", "w7", 1).number("wall_s", 2.5, 3).number("rss_mb", 300.0, 1));
        results.add(recovery("sampo-unsynced", 200, 300));
        results.add(recovery("flink", 1000, 1500));

        assertThat(new Report(results).markdown())
                .contains("| w7 | flink | 2.50 |  | 300 | 0.40 | 0.50 |")
                .contains("| w6 | flink | 1000 | 226 | 1500 | 0.20 | 0.20 |");
    }

    @Test
    void nothingMeasuredIsNothingShown() throws IOException {
        assertThat(new Report(results).markdown()).isEmpty();
        assertThat(new Report(results).draw(directory)).isEmpty();
    }

    private Path picture(String name) {
        return directory.resolve(name);
    }

    private void add(String engine, int repetition, long rate) {
        add(engine, "w1", repetition, rate);
    }

    private void add(String engine, String workload, int repetition, long rate) {
        results.add(
                line(engine, workload, repetition)
                        .number("eps_per_cpu_s", rate)
                        .number("eps", rate)
                        .number("gc_s", 0.5, 2)
                        .number("rss_mb", 4300.0, 0));
    }

    private static JsonLine recovery(String engine, long full, long recovery) {
        return line(engine, "w6", 1)
                .number("full_ms", full)
                .number("full_mb", 226)
                .number("recovery_ms", recovery);
    }

    private static JsonLine line(String engine, String workload, int repetition) {
        return new JsonLine()
                .text("engine", engine)
                .text("workload", workload)
                .number("rep", repetition);
    }
}
