/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.PlainLoop;
import io.sampo.benchmarks.workload.Workload;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jobs yield what the plain loop does. */
class FlinkEngineTest {
    private static final long EVENTS = 100_000;
    private static final long SEED = 17;

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"W1", "W3_ZIPF", "W5", "W7", "Q0", "Q1", "Q2", "Q3", "Q5", "Q7", "Q8"})
    void yieldWhatThePlainLoopDoes(Workload workload) throws Exception {
        Checksum expected = PlainLoop.run(workload, SEED, EVENTS);

        Checksum seen = FlinkEngine.named("flink").run(workload, SEED, EVENTS, directory);

        assertThat(seen.outputs()).as("rows, seed=%d", SEED).isEqualTo(expected.outputs());
        assertThat(seen.hex()).as("checksum, seed=%d", SEED).isEqualTo(expected.hex());
    }
}
