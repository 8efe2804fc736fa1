/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    @Test
    void itMovesOnlyWhenTold() {
        ManualClock clock = new ManualClock(1000);
        long nanos = clock.nanoTime();
        assertThat(clock.currentTimeMillis()).isEqualTo(1000);

        clock.advance(Duration.ofMillis(5));
        assertThat(clock.currentTimeMillis()).isEqualTo(1005);
        assertThat(clock.nanoTime() - nanos).isEqualTo(5_000_000);

        clock.advance(Duration.ofNanos(999_999));
        assertThat(clock.currentTimeMillis()).isEqualTo(1005);
        clock.advance(Duration.ofNanos(1));
        assertThat(clock.currentTimeMillis()).isEqualTo(1006);
    }

    @Test
    void itMovesForwardOnly() {
        ManualClock clock = new ManualClock(0);

        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step=PT-0.001S");
    }

    @Test
    void timesBeforeTheEpochAreRoundedDown() {
        ManualClock clock = new ManualClock(-2);
        clock.advance(Duration.ofNanos(1));

        assertThat(clock.currentTimeMillis()).isEqualTo(-2);
    }

    @Test
    void theSystemClockGoesOn() {
        Clock clock = Clock.system();
        long before = clock.nanoTime();
        assertThat(clock.nanoTime()).isGreaterThanOrEqualTo(before);
        assertThat(clock.currentTimeMillis()).isGreaterThan(1_700_000_000_000L);
    }
}
