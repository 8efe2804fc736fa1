/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.simulation.Faults;
import io.sampo.simulation.Simulation;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every job of the catalogue gives its results exactly, whatever fails. {@code sampo simulate} goes
 * on from here.
 */
class CatalogueTest {
    private static final int SEEDS = 200;

    /** For what takes longer. */
    private static final int FEWER_SEEDS = 20;

    /** For what takes minutes of virtual time. */
    private static final int FEWEST_SEEDS = 5;

    static Stream<String> jobs() {
        return Catalogue.names().stream();
    }

    private static Simulation simulation(String job, long seed) {
        return simulation(job, 1, seed, Faults.everything());
    }

    private static Simulation simulation(String job, int nodes, long seed, Faults faults) {
        KnownJob known = Catalogue.job(job, seed);
        return Simulation.of(known.job())
                .nodes(nodes)
                .seed(seed)
                .faults(faults)
                .check(known::check);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void resultsAreExactWhateverFails(String job) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            simulation(job, seed).run();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void resultsAreExactOnThreeNodesWhateverFails(String job) {
        for (long seed = 1; seed <= FEWER_SEEDS; seed++) {
            simulation(job, 3, seed, Faults.everythingOnNodes()).run();
        }
    }

    /**
     * Where so much else goes wrong, too, few checkpoints are completed for a job to go back to.
     */
    @ParameterizedTest
    @MethodSource("jobs")
    void resultsAreExactThoughSubtasksFailAgainAndAgain(String job) {
        Faults failures =
                Faults.subtaskFailures()
                        .and(Faults.pauses())
                        .every(Duration.ofMillis(100))
                        .times(4);
        for (long seed = 1; seed <= SEEDS / 2; seed++) {
            simulation(job, 1, seed, failures).run();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void resultsAreExactThoughMessagesAreLost(String job) {
        for (long seed = 1; seed <= FEWEST_SEEDS; seed++) {
            simulation(job, 3, seed, Faults.lostMessages()).run();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void resultsAreExactThoughCheckpointsAreDamaged(String job) {
        for (long seed = 1; seed <= FEWER_SEEDS; seed++) {
            simulation(job, 1, seed, Faults.damages().times(3)).run();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void oneSeedGivesOneHistoryOnThreeNodes(String job) {
        assertThat(simulation(job, 3, 1, Faults.everythingOnNodes()).run().traceHash())
                .as("job %s", job)
                .isEqualTo(simulation(job, 3, 1, Faults.everythingOnNodes()).run().traceHash());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void oneSeedGivesOneHistory(String job) {
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(simulation(job, seed).run().traceHash())
                    .as("job %s, seed %d", job, seed)
                    .isEqualTo(simulation(job, seed).run().traceHash());
        }
    }

    @Test
    void anUnknownJobIsRefused() {
        assertThatThrownBy(() -> Catalogue.job("nothing", 1))
                .hasMessageContaining("job=nothing")
                .hasMessageContaining("windows");
    }
}
