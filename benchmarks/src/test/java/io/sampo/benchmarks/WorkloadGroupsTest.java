/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.benchmarks.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadGroupsTest {
    @Test
    void namesAreWorkloadsAndGroups() {
        assertThat(WorkloadGroups.workloads(List.of("Q5", "cores", "W1", "start")))
                .containsExactly(
                        Workload.Q5,
                        Workload.W1,
                        Workload.W1_ONE_CORE,
                        Workload.W7,
                        Workload.W7_ARCHIVE);
    }

    @Test
    void groupsMayBeOfGroups() {
        assertThat(WorkloadGroups.workloads(List.of("scaling")))
                .containsExactly(
                        Workload.KEYS_1M,
                        Workload.KEYS_10M,
                        Workload.MAPS_0,
                        Workload.MAPS_10,
                        Workload.W1,
                        Workload.W1_ONE_CORE);
    }

    @Test
    void whatIsNeitherIsRefused() {
        assertThatThrownBy(() -> WorkloadGroups.workloads(List.of("w2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("workload=w2");
    }
}
