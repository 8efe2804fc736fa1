/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.benchmarks.workload.PlainLoop;
import io.sampo.benchmarks.workload.Workload;
import org.junit.jupiter.api.Test;

class MeasuringTaskTest {
    @Test
    void passesAsArguments() {
        MeasuringTask task = MeasuringTask.of(Workload.Q2, 3, 7, 1_000).forEngine("jet");

        assertThat(MeasuringTask.parse(task.arguments().toArray(String[]::new))).isEqualTo(task);
    }

    @Test
    void aFullRunMustYieldWhatTheWorkloadSays() {
        MeasuringTask task = MeasuringTask.of(Workload.Q5, 3, Workload.SEED, 5_000_000);

        assertThat(task.outputs()).isEqualTo(263);
        assertThat(task.checksum()).isEqualTo(Workload.Q5.checksum());
    }

    @Test
    void anyOtherRunMustYieldWhatTheLoopDoes() {
        MeasuringTask task = MeasuringTask.of(Workload.W1, 3, 5, 1_000);

        task.check(PlainLoop.run(Workload.W1, 5, 1_000));
        assertThatThrownBy(() -> task.check(PlainLoop.run(Workload.W1, 6, 1_000)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("workload=w1 seed=5 events=1000 outputs=1000");
    }

    @Test
    void aLineIsReadAsItWasWritten() {
        String line =
                new JsonLine()
                        .text("engine", "flink-0ms")
                        .number("rep", 2)
                        .number("gc_s", 0.25, 2)
                        .toString();

        JsonLine read = JsonLine.parse(line).orElseThrow();

        assertThat(read).hasToString(line);
        assertThat(read.text("engine")).isEqualTo("flink-0ms");
        assertThat(read.number("rep")).isEqualTo(2);
        assertThat(read.number("gc_s")).isEqualTo(0.25);
        assertThat(read.number("none")).isNaN();
        assertThat(JsonLine.parse("something else")).isEmpty();
    }

    @Test
    void namesOfPercentiles() {
        assertThat(EngineProcess.percentiles().stream().map(EngineProcess::percentileField))
                .contains("p50_us", "p99_us", "p999_us", "p9999_us", "max_us")
                .doesNotHaveDuplicates();
    }
}
