/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.simulation.Faults;
import io.sampo.simulation.Simulation;
import io.sampo.simulation.SimulationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks for seeds under which a job of the catalogue goes wrong. Runs within the mutant. */
public final class MutantHunt {
    private MutantHunt() {}

    /**
     * Returns the seeds that were found.
     *
     * @param weather a {@link Mutant.Weather}
     * @param wanted how many are enough
     * @param most how many seeds to try
     */
    public static List<String> find(String job, String weather, int wanted, int most) {
        Mutant.Weather kind = Mutant.Weather.valueOf(weather);
        List<String> found = new ArrayList<>();
        for (long seed = 0; seed < most && found.size() < wanted; seed++) {
            KnownJob known = Catalogue.job(job, seed);
            try {
                Simulation simulation =
                        Simulation.of(known.job())
                                .nodes(kind.nodes())
                                .seed(seed)
                                .faults(faults(kind));
                known.check(simulation.run());
            } catch (SimulationFailure failure) {
                found.add(seed + ": " + firstLine(failure.what()));
            } catch (AssertionError wrong) {
                found.add(seed + ": " + firstLine(String.valueOf(wrong.getMessage())));
            }
        }
        return found;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static Faults faults(Mutant.Weather weather) {
        return switch (weather) {
            case EVERYTHING -> Faults.everything().times(2);
            case FAILURES ->
                    Faults.subtaskFailures()
                            .and(Faults.pauses())
                            .every(Duration.ofMillis(100))
                            .times(4);
            case SLOW_AND_FAILING ->
                    Faults.slowStorage()
                            .and(Faults.subtaskFailures())
                            .every(Duration.ofMillis(60))
                            .times(8);
            case LOSSY ->
                    Faults.packetLosses()
                            .and(Faults.connectionLosses())
                            .every(Duration.ofMillis(100))
                            .times(3);
            case DAMAGING -> Faults.damages();
        };
    }
}
