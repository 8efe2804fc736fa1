/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.simulation.Faults;
import io.sampo.simulation.Simulation;
import io.sampo.simulation.SimulationResult;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 250);

    static Stream<String> jobs() {
        return Catalogue.names().stream();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void resultsAreExactWhateverFails(String name) {
        long start = System.nanoTime();
        for (int seed = Integer.getInteger("from", 0); seed < SEEDS; seed++) {
            KnownJob known = Catalogue.job(name, seed);
            SimulationResult result =
                    Simulation.of(known.job()).seed(seed).faults(Faults.everything()).run();
            try {
                known.check(result);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + "\n" + String.join("\n", result.timeline()), e);
            }
        }
        System.out.println(name + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}
