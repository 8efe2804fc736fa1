/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterSimulationTest {
    private static final int NUMBERS = 600;
    private static final int KEYS = 12;

    private static final Simulation COUNTING =
            Simulation.of(
                            (environment, world) ->
                                    environment
                                            .fromSource(
                                                    world.paced(
                                                            CollectionSource.of(
                                                                    IntStream.range(0, NUMBERS)
                                                                            .boxed()
                                                                            .toList())),
                                                    WatermarkStrategy.<Integer>noWatermarks(),
                                                    "numbers")
                                            .keyBy(number -> number % KEYS)
                                            .reduce((before, number) -> number)
                                            .name("last")
                                            .sinkTo(world.output("numbers"))
                                            .name("results"))
                    .nodes(3)
                    .check(
                            result -> {
                                List<Integer> numbers = result.output("numbers");
                                assertThat(numbers.stream().sorted().toList())
                                        .isEqualTo(IntStream.range(0, NUMBERS).boxed().toList());
                            });

    @Test
    void aJobRunsOnThreeNodes() {
        SimulationResult result = COUNTING.run();

        assertThat(result.starts()).isEqualTo(3);
    }
}
