/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NexmarkEventsTest {

    private final NexmarkEvents nexmark = NexmarkEvents.ofSeed(1);

    @Test
    void fiftyEventsAreOnePersonThreeAuctionsAndBids() {
        for (long i = 0; i < 200; i++) {
            Event event = nexmark.event(i);
            long r = i % 50;
            assertThat(event.person() != null).isEqualTo(r == 0);
            assertThat(event.auction() != null).isEqualTo(r >= 1 && r <= 3);
            assertThat(event.bid() != null).isEqualTo(r >= 4);
            assertThat(event.dateTime()).isEqualTo(nexmark.dateTime(i));
        }
    }

    @Test
    void bidsAreCountedInOrder() {
        long j = 0;
        for (long i = 0; i < 1_000; i++) {
            if (nexmark.event(i).bid() != null) {
                assertThat(nexmark.nthBid(j)).isEqualTo(nexmark.event(i).bid());
                j++;
            }
        }
    }

    @Test
    void noEventIsLaterThanTheDisorder() {
        long maxTime = nexmark.dateTime(0);
        for (long i = 0; i < 100_000; i++) {
            long time = nexmark.dateTime(i);
            assertThat(time).isGreaterThanOrEqualTo(maxTime - NexmarkEvents.DISORDER_MS);
            maxTime = Math.max(maxTime, time);
        }
    }

    @Test
    void idsCountUpWithoutGaps() {
        assertThat(nexmark.person(0).id()).isEqualTo(1000);
        assertThat(nexmark.person(50).id()).isEqualTo(1001);
        assertThat(nexmark.auction(1).id()).isEqualTo(1000);
        assertThat(nexmark.auction(3).id()).isEqualTo(1002);
        assertThat(nexmark.auction(51).id()).isEqualTo(1003);
    }

    @Test
    void densityStretchesEventTime() {
        long end = new NexmarkEvents(1, 1_000).dateTime(1_000);
        assertThat(end).isBetween(1_500_000_009_801L, 1_500_000_010_000L);
    }

    @Test
    void rejectsADensityOfNothing() {
        assertThatThrownBy(() -> new NexmarkEvents(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("perWindow=0");
    }

    @Test
    void auctionsEndAfterTheyBegin() {
        for (long i = 1; i < 50_000; i += 50) {
            Auction auction = nexmark.auction(i);
            assertThat(auction.expires()).isGreaterThan(auction.dateTime());
            assertThat(auction.reserve()).isGreaterThan(auction.initialBid());
            assertThat(auction.category()).isBetween(10L, 14L);
        }
    }

    @Test
    void poolsHoldLowerCaseWordsOfTheirLengths() {
        assertThat(Arrays.asList(Pools.EXTRA))
                .hasSize(1024)
                .allMatch(s -> s.matches("[a-z]{32,63}"));
        assertThat(Arrays.asList(Pools.DESCRIPTION)).allMatch(s -> s.matches("[a-z]{80,120}"));
        assertThat(Arrays.asList(Pools.ITEM_NAME)).allMatch(s -> s.matches("[a-z]{20}"));
        assertThat(Arrays.asList(Pools.NAME)).hasSize(99).contains("Peter Shultz", "Walter Noris");
        assertThat(Pools.URL[0])
                .startsWith("https://www.nexmark.com/")
                .endsWith("/item.htm?query=1");
    }
}
