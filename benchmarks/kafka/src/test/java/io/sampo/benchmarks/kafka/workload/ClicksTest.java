/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The events. */
class ClicksTest {
    private final Clicks clicks = Clicks.endingAt(1_800_000_012_345L, 100_000, 1);

    @Test
    void messagesHaveAboutAHundredAndFiftyBytes() {
        assertThat(
                        LongStream.range(0, 1000)
                                .mapToInt(i -> json(clicks.click(i)).length)
                                .average()
                                .orElse(0))
                .isBetween(140.0, 165.0);
    }

    private static byte[] json(Click click) {
        try {
            return new JsonMapper().writeValueAsBytes(click);
        } catch (java.io.IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void timeGoesOnAndTheSameIndexIsTheSameEvent() {
        assertThat(clicks.start()).isEqualTo(1_800_000_000_000L);
        assertThat(clicks.click(10_000).at()).isEqualTo(clicks.start() + 1000);
        assertThat(clicks.click(7)).isEqualTo(clicks.click(7)).isNotEqualTo(clicks.click(8));
    }
}
