/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A frame has columns for what its records have, and answers as if it had all. */
class FrameTest {
    private static final long NONE = Long.MIN_VALUE;

    @Test
    void timestampsMayBeginWithAnyRecord() {
        for (int first = 0; first <= 3; first++) {
            Frame frame = new Frame(3, false);
            for (int i = 0; i < 3; i++) {
                frame.add("r" + i, i < first ? NONE : i, null, 0);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(frame.timestamp(i)).isEqualTo(i < first ? NONE : i);
            }
        }
    }

    @Test
    void aRecordWithoutTimestampMayFollowOneThatHasOne() {
        Frame frame = new Frame(2, false);
        frame.add("a", 5, null, 0);
        frame.add("b", NONE, null, 0);

        assertThat(frame.timestamp(0)).isEqualTo(5);
        assertThat(frame.timestamp(1)).isEqualTo(NONE);
    }

    @Test
    void recordsThatAreTheirOwnKeysMayEndWithAnyRecord() {
        for (int first = 0; first <= 3; first++) {
            Frame frame = new Frame(3, true);
            for (int i = 0; i < 3; i++) {
                String record = "r" + i;
                frame.add(record, NONE, i < first ? record : "k" + i, 10 + i);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(frame.record(i)).isEqualTo("r" + i);
                assertThat(frame.keys()[i]).isEqualTo((i < first ? "r" : "k") + i);
                assertThat(frame.keyHashes()[i]).isEqualTo(10 + i);
            }
        }
    }

    @Test
    void aFrameWithoutKeysIgnoresThem() {
        Frame frame = new Frame(1, false);
        frame.add("r", NONE, "k", 7);

        assertThat(frame.keys()).isNull();
        assertThat(frame.keyHashes()).isNull();
    }

    @Test
    void itGrowsWithAllThatItHas() {
        Frame small = new Frame(2, true);
        small.add("a", NONE, "a", 1);
        small.add("b", 9, "k", 2);

        Frame large = small.grown(8);
        large.add("c", 10, "c", 3);

        assertThat(large.size()).isEqualTo(3);
        assertThat(large.timestamp(0)).isEqualTo(NONE);
        assertThat(large.timestamp(1)).isEqualTo(9);
        assertThat(large.keys()[2]).isEqualTo("c");
        assertThat(large.keyHashes()[1]).isEqualTo(2);
    }

    @Test
    void recordsOfAnyClassCanBeLookedAt() {
        Frame frame = new Frame(8, false);
        assertThat(frame.touch()).isZero();
        for (Object record : new Object[] {"a", "b", 1, null, 2, "c"}) {
            frame.add(record, NONE, null, 0);
        }
        assertThat(frame.touch()).isEqualTo(3);
    }
}
