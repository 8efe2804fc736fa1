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

    private void add(String engine, int repetition, long rate) {
        table.add(
                new JsonLine()
                        .text("engine", engine)
                        .text("workload", "w1")
                        .number("rep", repetition)
                        .number("events", 20_000_000)
                        .number("eps_per_cpu_s", rate, 0)
                        .text("checksum", "0000031f965e825a")
                        .toString());
    }
}
