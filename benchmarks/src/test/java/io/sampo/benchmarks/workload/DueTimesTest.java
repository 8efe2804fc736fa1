/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueTimesTest {

    private static final long START = -5_000_000_000L; // nanoTime() may be negative

    private final DueTimes times = DueTimes.of(Workload.W4, 1, START);

    @Test
    void aHundredThousandAreDueEachSecond() {
        assertThat(times.due(0)).isEqualTo(START);
        assertThat(times.due(100_000)).isEqualTo(START + 1_000_000_000L);
    }

    @Test
    void recordsWhatIsDueAfterTheWarmUp() {
        assertThat(times.isRecorded(times.due(999_999))).isFalse();
        assertThat(times.isRecorded(times.due(1_000_000))).isTrue();
    }

    @Test
    void theChecksumIsTheNumberOfRecords() {
        assertThat(Workload.W4.checksum()).isEqualTo(Workload.W4.outputs());
        assertThat(times.due(Workload.W4.events()) - START).isEqualTo(30_000_000_000L);
    }

    @Test
    void thereIsAFasterOneOfTheSameLength() {
        DueTimes fast = DueTimes.of(Workload.W4_FAST, 1, START);

        assertThat(fast.due(1_000_000)).isEqualTo(START + 1_000_000_000L);
        assertThat(fast.due(Workload.W4_FAST.events()) - START).isEqualTo(30_000_000_000L);
    }

    @Test
    void keysStayInTheirRange() {
        for (long i = 0; i < 10_000; i++) {
            assertThat(times.key(i)).isBetween(0L, Workload.W4.keys() - 1);
        }
    }
}
