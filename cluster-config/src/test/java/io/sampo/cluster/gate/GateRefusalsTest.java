/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.time.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateRefusalsTest {
    private final ManualClock clock = new ManualClock(0);
    private final GateRefusals refusals = new GateRefusals("Refused by the test", clock);

    @Test
    void thereIsALineInTenSecondsAndAllAreCounted() {
        assertThat(refusals.refused("node-1:7610", "on purpose.")).isTrue();
        assertThat(refusals.refused("node-1:7610", "on purpose.")).isFalse();
        assertThat(refusals.hungUp("node-2:7610")).isFalse();
        clock.advance(Duration.ofMillis(9_999));
        assertThat(refusals.hungUp("node-2:7610")).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(refusals.hungUp("node-2:7610")).isTrue();

        assertThat(refusals.count()).isEqualTo(5);
    }
}
