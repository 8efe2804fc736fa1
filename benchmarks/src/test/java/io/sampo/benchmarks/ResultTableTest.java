/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTableTest {
    private final ResultTable table = new ResultTable(3);

    @Test
    void showsMediansAndRatios() {
        add("sampo", 1, 4_000_000);
        add("sampo", 2, 9_000_000);
        add("sampo", 3, 12_000_000);
        add("sampo", 1, 6_000_000);
        add("sampo", 3, 8_000_000);
        add("flink", 1, 1_000_000);
        add("flink", 3, 2_000_000);

        assertThat(table.markdown())
                .contains("| w1 | sampo | 5.00 (4.00 to 6.00) | 10.00 (8.00 to 12.00) |  |  |")
                .contains("| w1 | flink | 1.00 | 2.00 | 5.00 | 5.00 |");
    }

    @Test
    void oneEngineNeedsNoTable() {
        add("sampo", 1, 4_000_000);
        add("sampo", 3, 4_000_000);

        assertThat(table.markdown()).isEmpty();
    }

    @Test
    void linesOfOtherThingsAreIgnored() {
        table.add("{\"engine\": \"sampo\", \"workload\": \"W7\", \"rep\": 1, \"wall_s\": 1.0}");
        table.add("something else");

        assertThat(table.markdown()).isEmpty();
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

        assertThat(table.markdown()).contains("| 2 workloads | flink |  |  | 4.00 | 3.00 |");
    }

    @Test
    void drawsWarmRates() {
        add("sampo", "w1", 3, 8_000_000);
        add("loop", "w1", 3, 16_000_000);
        add("sampo", "q0", 3, 4_000_000);

        assertThat(table.chart().svg())
                .startsWith("<svg ")
                .contains(">w1</text>")
                .contains(">loop</text>")
                .contains(">8.0</text>")
                .contains(">16.0</text>")
                .contains("width=\"630.0\"")
                .contains("width=\"315.0\"")
                .doesNotContain("NaN")
                .endsWith("</svg>\n");
    }

    private void add(String engine, int repetition, long rate) {
        add(engine, "w1", repetition, rate);
    }

    private void add(String engine, String workload, int repetition, long rate) {
        table.add(
                new JsonLine()
                        .text("engine", engine)
                        .text("workload", workload)
                        .number("rep", repetition)
                        .number("events", 20_000_000)
                        .number("eps_per_cpu_s", rate, 0)
                        .text("checksum", "0000031f965e825a")
                        .toString());
    }
}
