/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlainLoopTest {

    /** Full sizes, but of those whose ten million keys do not fit into the heap of a test. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"W4", "W4_FAST", "W4_KEYS", "W6", "W6_DISK", "W3_WIDE", "KEYS_10M"})
    void yieldsWhatTheWorkloadMustYield(Workload workload) {
        Checksum seen = PlainLoop.run(workload, Workload.SEED, workload.events());

        assertThat(seen)
                .hasToString(
                        String.format(
                                "outputs=%d checksum=%016x",
                                workload.outputs(), workload.checksum()));
    }

    /** But what is too short to differ: those with keys begin with each key once. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "W4",
                "W4_FAST",
                "W4_KEYS",
                "W6",
                "W6_DISK",
                "W7",
                "W7_ARCHIVE",
                "KEYS_1M",
                "KEYS_10M"
            })
    void dependsOnTheSeed(Workload workload) {
        Checksum one = PlainLoop.run(workload, 1, 100_000);
        Checksum two = PlainLoop.run(workload, 2, 100_000);

        assertThat(two.sum()).isNotEqualTo(one.sum());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"W4", "W4_FAST", "W4_KEYS", "W6", "W6_DISK"})
    void putsOutNothingForNoEvents(Workload workload) {
        assertThat(PlainLoop.run(workload, Workload.SEED, 0))
                .hasToString("outputs=0 checksum=0000000000000000");
    }

    @Test
    void refusesWorkloadsThatAreAboutTime() {
        assertThatThrownBy(() -> PlainLoop.run(Workload.W4, Workload.SEED, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("workload=w4");
    }
}
