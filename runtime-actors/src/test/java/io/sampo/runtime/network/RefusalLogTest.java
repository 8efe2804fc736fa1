/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.time.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final ManualClock clock = new ManualClock(0);
    private final NetworkCounters counters = new NetworkCounters();
    private final RefusalLog log = new RefusalLog(clock, counters);

    private boolean refused(Refusal reason) {
        return log.refused(reason, "the test", "on purpose");
    }

    @Test
    void eachReasonHasALineInTenSecondsAndAllAreCounted() {
        assertThat(refused(Refusal.WRONG_TOKEN)).isTrue();
        assertThat(refused(Refusal.WRONG_TOKEN)).isFalse();
        assertThat(refused(Refusal.TLS_FAILED)).isTrue();
        clock.advance(Duration.ofSeconds(9));
        assertThat(refused(Refusal.WRONG_TOKEN)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(refused(Refusal.WRONG_TOKEN)).isTrue();

        assertThat(counters.snapshot(0).refused())
                .containsEntry(Refusal.WRONG_TOKEN, 4L)
                .containsEntry(Refusal.TLS_FAILED, 1L)
                .containsEntry(Refusal.BAD_PACKET, 0L);
    }
}
