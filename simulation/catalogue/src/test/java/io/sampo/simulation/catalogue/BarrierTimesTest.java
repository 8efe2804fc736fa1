/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BarrierTimesTest {
    private static final long LONGEST = BarrierTimes.LONGEST.toNanos();

    private final BarrierTimes times = new BarrierTimes();

    @Test
    void aBarrierMayTakeAsLongAsAllPausesFromTheLastSubtaskOn() {
        times.leaves(7, 1, 50);
        times.leaves(7, 1, 100);
        times.leaves(7, 1, 10);

        assertThatCode(() -> times.arrive(7, 1, 100 + LONGEST)).doesNotThrowAnyException();
    }

    @Test
    void aBarrierThatTakesLongerEndsTheJob() {
        times.leaves(7, 1, 100);

        assertThatThrownBy(() -> times.arrive(7, 1, 101 + LONGEST))
                .hasMessageContaining("checkpoint=7 millis=30000");
    }

    /** Each attempt has barriers of its own, and sources that have ended have none. */
    @Test
    void timesOfOtherAttemptsAndCheckpointsDoNotCount() {
        times.leaves(7, 1, 100);

        assertThatCode(() -> times.arrive(7, 2, 101 + LONGEST)).doesNotThrowAnyException();
        assertThatCode(() -> times.arrive(8, 1, 101 + LONGEST)).doesNotThrowAnyException();
    }

    @Test
    void aHistoryIsFoundByItsNumber() {
        long one = BarrierTimes.begin();
        long other = BarrierTimes.begin();

        assertThat(BarrierTimes.of(one))
                .isSameAs(BarrierTimes.of(one))
                .isNotSameAs(BarrierTimes.of(other));
        assertThatThrownBy(() -> BarrierTimes.of(other + 1)).hasMessageContaining("is over");
    }
}
