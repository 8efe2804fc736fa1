/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void agreesWithItselfOnWhatIsDue() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            double rate = Math.pow(10, random.nextDouble() * 9 - 2);
            long first = random.nextLong() >>> (random.nextInt(40) + 4);
            long start = random.nextLong();
            Pace pace = new Pace(rate, first, start);
            long now = start + (random.nextLong() >>> 20);

            long notDue = pace.firstNotDue(now);

            assertThat(notDue).as("seed=%d", seed).isGreaterThan(first);
            assertThat(pace.nanosUntilDue(notDue, now))
                    .as("seed=%d rate=%s: the next one is still to come", seed, rate)
                    .isGreaterThanOrEqualTo(-1);
            assertThat(pace.nanosUntilDue(notDue - 1, now))
                    .as("seed=%d rate=%s: the last one has come", seed, rate)
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void stepsByTheRate() {
        Pace pace = new Pace(4, 8, 1_000);
        assertThat(pace.firstNotDue(1_000)).isEqualTo(9);
        assertThat(pace.firstNotDue(250_000_999L)).isEqualTo(9);
        assertThat(pace.firstNotDue(250_001_000L)).isEqualTo(10);
        assertThat(pace.nanosUntilDue(10, 1_000)).isEqualTo(500_000_000);
    }
}
