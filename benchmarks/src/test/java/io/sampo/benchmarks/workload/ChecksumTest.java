/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChecksumTest {

    @Test
    void mergingIsAddingInAnyOrder() {
        Checksum all = new Checksum();
        Checksum even = new Checksum();
        Checksum odd = new Checksum();
        for (int i = 0; i < 100; i++) {
            all.add(Mix.mix(i));
            (i % 2 == 0 ? even : odd).add(Mix.mix(i));
        }

        odd.merge(even);

        assertThat(odd.outputs()).isEqualTo(100);
        assertThat(odd.sum()).isEqualTo(all.sum());
    }

    @Test
    void reportsSixteenDigits() {
        Checksum checksum = new Checksum();
        checksum.add(0x1f19);

        assertThat(checksum).hasToString("outputs=1 checksum=0000000000001f19");
    }
}
