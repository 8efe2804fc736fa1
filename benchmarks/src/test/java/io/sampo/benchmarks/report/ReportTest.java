/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        add("sampo", "w1", 4_000_000, 12_000_000);
        add("flink", "w1", 1_000_000, 2_000_000);
        add("sampo", "w1", 6_000_000, 8_000_000);
        add("flink", "w1", 1_000_000, 2_000_000);

        assertThat(new Report(results).markdown())
                .contains("| w1 | sampo | 5.00 (4.00 to 6.00) | 10.00 (8.00 to 12.00) | 5.00 (")
                .contains("| w1 | flink | 1.00 (1.00 to 1.00) | 2.00 (2.00 to 2.00) |")
                .contains("| w1 | flink | 5.00 (4.00 to 6.00) | 5.00 (4.00 to 6.00) | 5.00 (")
                .doesNotContain(" of 2", "ailed");
    }

    @Test
    void aRoundThatFailedIsInNoMedianAndInNoRatio() {
        add("sampo", "w1", 4_000_000, 12_000_000);
        results.add(line("flink", "w1", 1).number("eps_per_cpu_s", 7_000_000));
        results.add(failed("flink", 1));
        results.add(failed("jet", 0));
        add("sampo", "w1", 6_000_000, 8_000_000);
        add("flink", "w1", 1_000_000, 2_000_000);
        results.add(failed("jet", 0));
        add("sampo", "w1", 2_000_000, 2_000_000);
        add("flink", "w1", 3_000_000, 2_000_000);
        results.add(failed("flink", 3));
        results.add(failed("jet", 0));

        assertThat(new Report(results).markdown())
                .contains("| w1 | sampo | 4.00 (2.00 to 6.00) | 8.00 (2.00 to 12.00) |")
                .contains("| w1 | flink | 1.00, 1 of 3 | 2.00, 1 of 3 | 1.00, 1 of 3 |")
                .contains("| w1 | jet | none of 3 | none of 3 |")
                .contains("| w1 | flink | 6.00, 1 of 3 | 4.00, 1 of 3 |")
                .endsWith(
                        """

                        Failed, and not in the figures:

                        * w1 flink, round 1: exit=1
                        * w1 flink, round 3: exit=1
                        * w1 jet, round 1: exit=1
                        * w1 jet, round 2: exit=1
                        * w1 jet, round 3: exit=1
                        """);
    }

    @Test
    void aRoundThatWasBrokenOffIsInNoMedian() {
        add("sampo", "w1", 4_000_000, 12_000_000);
        results.add(line("sampo", "w1", 1).number("eps_per_cpu_s", 6_000_000));
        results.add(line("sampo", "w1", 2).number("eps_per_cpu_s", 6_000_000));
        results.beginSitting();
        add("sampo", "w1", 8_000_000, 8_000_000);
        add("loop", "w1", 16_000_000, 16_000_000);

        assertThat(new Report(results).markdown())
                .contains("| w1 | sampo | 6.00 (4.00 to 8.00), 2 of 3 |")
                .contains("| w1 | loop | 16.00, 1 of 3 |")
                .contains("| w1 | loop | 0.50, 1 of 3 |")
                .contains("* w1 sampo, round 2: not all repetitions are there");
    }

    @Test
    void resultsThatDoNotGoTogetherAreRefused() {
        results.add(line("sampo", "w1", 1).number("events", 1_000));

        assertThatThrownBy(() -> results.add(line("loop", "w1", 1).number("events", 999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other events: field=events before=1000");
        assertThatThrownBy(
                        () -> {
                            for (int rep = 2; rep <= 4; rep++) {
                                results.add(line("sampo", "w1", rep));
                            }
                        })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("More repetitions than expected: repetitions=3");
    }

    @Test
    void takesTheMakingOfEventsOff() {
        add("sampo", "w1", 1_000_000, 10_000_000);
        add("flink", "w1", 1_000_000, 2_000_000);
        add(Results.GENERATOR, "w1", 1_000_000, 50_000_000);

        assertThat(new Report(results).markdown())
                .contains("| 80.0 |")
                .contains("| 480.0 |")
                .contains("| 80.0 / 480.0 |")
                .doesNotContain(Results.GENERATOR);
    }

    @Test
    void showsGeometricMeansOfSeveralWorkloads() {
        add("flink", "w1", 1_000_000, 1_000_000);
        add("flink", "q0", 1_000_000, 1_000_000);
        add("sampo", "w1", 2_000_000, 1_000_000);
        add("sampo", "q0", 8_000_000, 9_000_000);

        assertThat(new Report(results).markdown())
                .contains("| 2 workloads, geometric mean | flink | 4.00 | 3.00 | 4.00 | 3.00 |");
    }

    @Test
    void drawsWarmRates() throws IOException {
        add("sampo", "w1", 1_000_000, 8_000_000);
        add("loop", "w1", 1_000_000, 16_000_000);
        add("sampo", "q0", 1_000_000, 4_000_000);

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
        Results twice = new Results(2);
        twice.add(latencies(1, 30));
        twice.add(latencies(2, 10));

        Report report = new Report(twice);

        assertThat(report.markdown())
                .contains("| w4 | sampo | 0.50 | 0.99 | 1.00 | 1.00 | 1.00 | 2.97 | 1.00 |");
        assertThat(report.draw(directory)).containsExactly(picture("latencies.svg"));
        assertThat(Files.readString(picture("latencies.svg")))
                .contains(">w4 sampo</text>", ">99.9 %</text>", "<polyline points=\"60.0,");
    }

    private static JsonLine latencies(int repetition, double microsForAPercent) {
        JsonLine line =
                line("sampo", "w4", repetition)
                        .number("seconds", 30.0, 3)
                        .number("cpu_s", 15.0 * repetition, 3);
        for (double percentile : EngineProcess.percentiles()) {
            line.number(
                    EngineProcess.percentileField(percentile), microsForAPercent * percentile, 1);
        }
        return line;
    }

    @Test
    void answersQuestionsOfScaling() {
        add("sampo", "keys-1m", 1_000_000, 10_000_000);
        add("sampo", "keys-10m", 1_000_000, 8_000_000);
        add("sampo", "maps-0", 1_000_000, 20_000_000);
        add("sampo", "maps-10", 1_000_000, 10_000_000);
        add("sampo", "w1", 1_000_000, 10_000_000);
        add("sampo", "w1-one-core", 1_000_000, 5_000_000);

        assertThat(new Report(results).markdown())
                .contains("10 times the keys | 1.25 times |")
                .contains("| each further chained map, ns a record | 5.0 |")
                .contains("parallelism 1 on one | 2.00 times |");
    }

    @Test
    void comparesStartsAndRecoveries() {
        Results single = new Results(1);
        single.add(start("sampo", 1.0, 150));
        single.add(start("flink", 2.5, 300));
        single.add(recovery("sampo-unsynced", 200, 300));
        single.add(recovery("flink", 1000, 1500));

        assertThat(new Report(single).markdown())
                .contains("| w7 | flink | 2.50 | 1.50 | 300 | 0.40 | 0.50 |")
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

    /** Adds what one process had. */
    private void add(String engine, String workload, long cold, long warm) {
        long[] rates = {cold, (cold + warm) / 2, warm};
        for (int i = 0; i < rates.length; i++) {
            results.add(
                    line(engine, workload, i + 1)
                            .number("eps_per_cpu_s", rates[i])
                            .number("eps", rates[i])
                            .number("gc_s", 0.5, 2)
                            .number("rss_mb", 4300.0, 0));
        }
    }

    private static JsonLine failed(String engine, int results) {
        return new JsonLine()
                .text("engine", engine)
                .text("workload", "w1")
                .number("results", results)
                .text("failed", "exit=1");
    }

    private static JsonLine start(String engine, double wall, long rss) {
        return line(engine, "w7", 1)
                .number("wall_s", wall, 3)
                .number("cpu_s", 1.5, 3)
                .number("rss_mb", rss);
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
