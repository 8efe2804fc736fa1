/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final ManualClock clock = new ManualClock(0);
    private final RateLimit limit = new RateLimit(clock, Duration.ofSeconds(10));

    @Test
    void permitsTheFirstAndThenOneInEachInterval() {
        assertThat(limit.permits()).isTrue();
        assertThat(limit.permits()).isFalse();
        clock.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(limit.permits()).isFalse();
        clock.advance(Duration.ofNanos(1));
        assertThat(limit.permits()).isTrue();
        assertThat(limit.permits()).isFalse();
    }

    @Test
    void countsFromTheLastThatHappened() {
        assertThat(limit.permits()).isTrue();
        clock.advance(Duration.ofSeconds(19));
        assertThat(limit.permits()).isTrue();
        clock.advance(Duration.ofSeconds(9));
        assertThat(limit.permits()).isFalse();
    }
}
