/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.PlainLoop;
import io.sampo.benchmarks.workload.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jobs yield what the plain loop does. */
class FlinkJobsTest {
    private static final long EVENTS = 100_000;
    private static final long SEED = 17;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"W3_UNIFORM", "W3_ZIPF", "W4", "S1", "S10", "S100", "S1000"})
    void yieldWhatThePlainLoopDoes(Workload workload) throws Exception {
        Checksum expected = PlainLoop.run(workload, SEED, EVENTS);

        Checksum seen = new FlinkJobs(false).run(workload, SEED, EVENTS);

        assertThat(seen.outputs()).as("rows, seed=%d", SEED).isEqualTo(expected.outputs());
        assertThat(seen.hex()).as("checksum, seed=%d", SEED).isEqualTo(expected.hex());
    }
}
