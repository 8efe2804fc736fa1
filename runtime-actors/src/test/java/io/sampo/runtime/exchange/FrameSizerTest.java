/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.ForySerializationFactory;
import org.junit.jupiter.api.Test;

class FrameSizerTest {
    private static final FrameLimit LIMIT = new FrameLimit(1024, 32 << 10);

    private final FrameSizer sizer =
            new FrameSizer(
                    new ForySerializationFactory(getClass().getClassLoader())
                            .create()
                            .forWire("test"),
                    LIMIT);

    record Reading(long id, byte[] payload) {}

    record Report(byte[] payload) {}

    private static Reading reading(int bytes) {
        return new Reading(1, new byte[bytes]);
    }

    /** Fills frames until {@code records} have gone, and returns how many the last one had. */
    private int fill(Object record, int records) {
        int capacity = 0;
        for (int gone = 0; gone < records; gone += capacity) {
            capacity = sizer.capacityFor(record, capacity);
        }
        return capacity;
    }

    private int steady() {
        return fill(reading(100), 1_000_000);
    }

    @Test
    void aFrameHasAboutTheBytesThatItIsToHave() {
        assertThat(steady()).isBetween(200, 330);
    }

    @Test
    void recordsThatStayTheSameAreMeasuredSeldom() {
        int before = steady();

        assertThat(fill(reading(10_000), 8_192)).isEqualTo(before);
    }

    /** Frames under way are bounded by credits, which know no bytes. */
    @Test
    void recordsThatGrowMakeShorterFramesBeforeLong() {
        steady();

        assertThat(fill(reading(10_000), 66_000)).isEqualTo(3);
    }

    @Test
    void thoseOfAnotherClassAreMeasuredSooner() {
        steady();

        assertThat(fill(new Report(new byte[10_000]), 4_500)).isEqualTo(3);
    }

    /** A class that comes in turn with another one is not measured with each frame. */
    @Test
    void aStreamOfTwoClassesIsMeasuredNoMoreOften() {
        steady();
        int capacity = 0;
        for (int gone = 0; gone < 3_000; gone += capacity) {
            Object first = gone % 2 == 0 ? new Report(new byte[10_000]) : reading(100);
            capacity = sizer.capacityFor(first, capacity);
        }

        assertThat(capacity).as("not yet measured").isGreaterThan(3);
    }
}
