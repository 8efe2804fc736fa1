/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --rate}, which is that of all subtasks. */
class RateTest {
    private static List<Integer> parallelism(int rate) {
        StreamEnvironment env = StreamEnvironment.local().setParallelism(3);
        FlightDelaysJob.build(
                env, Path.of("flights"), rate, Path.of("out"), WatermarkStrategy.noWatermarks());
        return env.graph("flight-delays").vertices().stream().map(JobVertex::parallelism).toList();
    }

    /** A small file is read by one subtask only, so that a share for each would be too little. */
    @Test
    void flightsPassOneSubtask() {
        assertThat(parallelism(500)).containsExactly(1, 3);
        assertThat(parallelism(0)).containsExactly(3, 3);
    }
}
