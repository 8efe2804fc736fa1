/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NexmarkRowsTest {

    private static final Bid BID = bid(1100, 1200, 500, 10_000);

    @Test
    void aHigherPriceIsBetter() {
        assertThat(NexmarkRows.isBetter(bid(9999, 9999, 501, 99_999), BID)).isTrue();
        assertThat(NexmarkRows.isBetter(bid(1, 1, 499, 1), BID)).isFalse();
    }

    @Test
    void tiesGoToTheLeastTimeThenAuctionThenBidder() {
        assertThat(NexmarkRows.isBetter(bid(9999, 9999, 500, 9_999), BID)).isTrue();
        assertThat(NexmarkRows.isBetter(bid(1099, 9999, 500, 10_000), BID)).isTrue();
        assertThat(NexmarkRows.isBetter(bid(1100, 1199, 500, 10_000), BID)).isTrue();
        assertThat(NexmarkRows.isBetter(BID, BID)).isFalse();
    }

    @Test
    void conversionTruncates() {
        assertThat(NexmarkRows.converted(bid(1, 1, 101, 1)).price()).isEqualTo(91);
    }

    @Test
    void q2KeepsMultiplesOf123() {
        assertThat(NexmarkRows.isKeptByQ2(bid(1107, 1, 1, 1))).isTrue();
        assertThat(NexmarkRows.isKeptByQ2(BID)).isFalse();
    }

    private static Bid bid(long auction, long bidder, long price, long dateTime) {
        return new Bid(auction, bidder, price, "Apple", "url", dateTime, "extra");
    }
}
