/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeMemoryTest {
    private static final long MIB = 1L << 20;

    @ParameterizedTest
    @CsvSource({
        "512, 0.3, 0.1",
        "512, 0.7, 0.29",
        "1024, 0.3, 0.1",
        "65536, 0.5, 0.05",
        "900, 0, 0"
    })
    void thePartsAreTheWhole(long mib, double managed, double network) {
        NodeMemory memory = NodeMemory.divide(mib * MIB, managed, network, 0.6);

        long outside = memory.managedBytes() - memory.cachedObjectBytes();
        assertThat(memory.heapBytes() + outside + memory.networkBytes() + memory.jvmBytes())
                .isEqualTo(mib * MIB);
        assertThat(memory.heapBytes()).isGreaterThan(memory.cachedObjectBytes());
        assertThat(memory.cachedObjectBytes()).isLessThanOrEqualTo(memory.managedBytes());
        assertThat(memory.jvmBytes()).isBetween(192 * MIB, 1024 * MIB);
    }

    @ParameterizedTest
    @CsvSource({"1024, -Xmx648m -XX:MaxDirectMemorySize=147m"})
    void theJvmIsToldSo(long mib, String options) {
        NodeMemory memory = NodeMemory.divide(mib * MIB, 0.3, 0.1, 0.6);

        assertThat(memory.jvmOptions()).isEqualTo(options);
        assertThat(memory.toString()).startsWith("1024 MiB in all: heap 648 (of it up to 149 ");
    }
}
