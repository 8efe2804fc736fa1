/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    record Click(int user, long count) {}

    private static List<Click> clicks() {
        List<Click> clicks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            clicks.add(new Click(i % 7, 1));
        }
        return clicks;
    }

    private static final SimulatedJob JOB =
            (environment, world) ->
                    environment
                            .fromSource(
                                    world.paced(CollectionSource.of(clicks())),
                                    WatermarkStrategy.noWatermarks(),
                                    "clicks")
                            .keyBy(Click::user)
                            .reduce((a, b) -> new Click(a.user(), a.count() + b.count()))
                            .name("sum")
                            .sinkTo(world.output("out"))
                            .name("out");

    @Test
    void runs() {
        for (int i = Integer.getInteger("from", 0); i < Integer.getInteger("to", 200); i++) {
            long start = System.nanoTime();
            SimulationResult result = Simulation.of(JOB).seed(i).faults(Faults.everything()).run();
            long took = System.nanoTime() - start;
            System.out.println(
                    i
                            + " "
                            + took / 1000000
                            + " ms "
                            + result.traceHash()
                            + " starts "
                            + result.starts()
                            + " "
                            + result.elapsed()
                            + " "
                            + result.output("out").size());
            if (i < 3) System.out.println(String.join("\n", result.timeline()));
            assertThat(result.output("out")).hasSize(1000);
        }
    }
}
