/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HotAuctionsTest {

    private final Checksum seen = new Checksum();
    private final Checksum expected = new Checksum();
    private final HotAuctions hot = new HotAuctions(seen);

    @Test
    void aBidCountsInAllWindowsThatHoldIt() {
        hot.add(2_000, slice(1, 3));
        hot.finish();

        for (long end = 2_000; end <= 10_000; end += 2_000) {
            expected.add(NexmarkRows.q5(end, 1, 3));
        }
        assertSame();
    }

    @Test
    void putsOutAllAuctionsWithTheMostBids() {
        hot.add(2_000, slice(1, 1));
        hot.add(4_000, slice(2, 1));

        expected.add(NexmarkRows.q5(2_000, 1, 1));
        expected.add(NexmarkRows.q5(4_000, 1, 1));
        expected.add(NexmarkRows.q5(4_000, 2, 1));
        assertSame();
    }

    @Test
    void slidesOverTimeWithoutBids() {
        hot.add(2_000, slice(1, 2));
        hot.add(100_000, slice(2, 1));

        for (long end = 2_000; end <= 10_000; end += 2_000) {
            expected.add(NexmarkRows.q5(end, 1, 2));
        }
        expected.add(NexmarkRows.q5(100_000, 2, 1));
        assertSame();
    }

    private void assertSame() {
        assertThat(seen).hasToString(expected.toString());
    }

    private static Map<Long, long[]> slice(long auction, long bids) {
        return Map.of(auction, new long[] {bids});
    }
}
