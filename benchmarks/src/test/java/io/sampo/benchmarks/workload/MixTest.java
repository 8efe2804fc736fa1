/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MixTest {

    @Test
    void drawsAreThoseOfSplitmix64() {
        // The first numbers of the published generator for the seed 0.
        assertThat(Mix.h(0, 0, 0)).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(Mix.h(0, 0, 1)).isEqualTo(0x6e789e6aa1b965f4L);
        assertThat(Mix.h(0, 0, 2)).isEqualTo(0x06c45d188009454fL);
    }

    @Test
    void drawsOfAnEventContinueThoseOfTheEventBefore() {
        long step = Mix.GOLD;
        assertThat(Mix.h(0, 0, 15)).isEqualTo(Mix.mix(16 * step));
        assertThat(Mix.h(7, 1, 0)).isEqualTo(Mix.mix(7 + 17 * step));
    }

    @Test
    void belowReachesBothEndsOfItsRange() {
        assertThat(Mix.below(0, 10)).isZero();
        assertThat(Mix.below(-1, 10)).isEqualTo(9);
        assertThat(Mix.below(-1, 1)).isZero();
        assertThat(Mix.below(-1, 90_000_000)).isEqualTo(89_999_999);
    }

    @Test
    void u01StaysBelowOne() {
        assertThat(Mix.u01(0)).isZero();
        assertThat(Mix.u01(-1)).isEqualTo(Math.nextDown(1.0));
        assertThat(Mix.u01(Long.MIN_VALUE)).isEqualTo(.5);
    }

    @Test
    void rowDependsOnTheOrderOfItsColumns() {
        assertThat(Mix.row(1, 2)).isNotEqualTo(Mix.row(2, 1));
        assertThat(Mix.row(1, 2, 3)).isEqualTo(Mix.mix(Mix.row(1, 2) + 3));
        assertThat(Mix.row(1, 2, 3, 4, 5)).isEqualTo(Mix.mix(Mix.row(1, 2, 3, 4) + 5));
    }
}
