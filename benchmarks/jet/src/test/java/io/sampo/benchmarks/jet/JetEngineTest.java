/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.jet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.PlainLoop;
import io.sampo.benchmarks.workload.Workload;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pipelines yield what the plain loop does. */
class JetEngineTest {
    private static final long EVENTS = 300_000;
    private static final long SEED = 17;
    private static final JetEngine ENGINE = new JetEngine();

    @AfterAll
    static void shutDown() {
        ENGINE.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"W1", "W5", "W7", "Q0", "Q1", "Q2", "Q3", "Q5", "Q7", "Q8"})
    void yieldWhatThePlainLoopDoes(Workload workload) {
        Checksum expected = PlainLoop.run(workload, SEED, EVENTS);

        Checksum seen = ENGINE.run(workload, SEED, EVENTS, Path.of(""));

        assertThat(seen.outputs()).as("rows, seed=%d", SEED).isEqualTo(expected.outputs());
        assertThat(seen.hex()).as("checksum, seed=%d", SEED).isEqualTo(expected.hex());
    }
}
