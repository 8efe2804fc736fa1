/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds the bugs that were planted, each under several seeds. */
class MutantsIT {
    private static final int WANTED = 3;
    private static final int SEEDS = 2_000;
    private static final int WITHOUT_A_BUG = 50;

    /** What makes the others fail is the planted bug, not the way it is planted. */
    @ParameterizedTest
    @EnumSource
    void nothingIsFoundWithoutABug(Mutant.Weather weather) throws Exception {
        assertThat(seedsThatFail(List.of(), "windows", weather, WITHOUT_A_BUG)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isFound(Mutant mutant) throws Exception {
        assertThat(seedsThatFail(mutant.edits(), mutant.job(), mutant.weather(), SEEDS))
                .as("seeds that find %s", mutant)
                .hasSizeGreaterThanOrEqualTo(WANTED);
    }

    @SuppressWarnings("unchecked")
    private static List<String> seedsThatFail(
            List<Mutant.Edit> edits, String job, Mutant.Weather weather, int seeds)
            throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        try (MutantClasses classes = MutantClasses.of(edits)) {
            current.setContextClassLoader(classes);
            return (List<String>)
                    classes.loadClass(MutantHunt.class.getName())
                            .getMethod("find", String.class, String.class, int.class, int.class)
                            .invoke(null, job, weather.name(), WANTED, seeds);
        } finally {
            current.setContextClassLoader(before);
        }
    }
}
