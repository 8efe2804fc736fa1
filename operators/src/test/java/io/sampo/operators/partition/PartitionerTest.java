/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionerTest {
    private static List<String> links(int senders, int receivers) {
        List<String> links = new ArrayList<>();
        for (int sender = 0; sender < senders; sender++) {
            for (int receiver = 0; receiver < receivers; receiver++) {
                if (Partitioner.areNeighbours(sender, senders, receiver, receivers)) {
                    links.add(sender + "-" + receiver);
                }
            }
        }
        return links;
    }

    @Test
    void neighboursAreTheSameNumbersWhereBothSidesAreEqual() {
        assertThat(links(3, 3)).containsExactly("0-0", "1-1", "2-2");
    }

    @Test
    void eachOfTheFewerHasItsShareOfTheMore() {
        assertThat(links(2, 4)).containsExactly("0-0", "0-1", "1-2", "1-3");
        assertThat(links(4, 2)).containsExactly("0-0", "1-0", "2-1", "3-1");
        assertThat(links(2, 3)).containsExactly("0-0", "0-1", "1-2");
    }

    @Test
    void nobodyIsWithoutNeighboursAndTheSharesAreNearlyEqual() {
        for (int senders = 1; senders <= 9; senders++) {
            for (int receivers = 1; receivers <= 9; receivers++) {
                List<String> links = links(senders, receivers);
                assertThat(links)
                        .as("%d to %d", senders, receivers)
                        .hasSize(Math.max(senders, receivers));
                int[] ofSender = new int[senders];
                int[] ofReceiver = new int[receivers];
                for (String link : links) {
                    ofSender[link.charAt(0) - '0']++;
                    ofReceiver[link.charAt(2) - '0']++;
                }
                assertNearlyEqual(ofSender);
                assertNearlyEqual(ofReceiver);
            }
        }
    }

    private static void assertNearlyEqual(int[] shares) {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int share : shares) {
            least = Math.min(least, share);
            most = Math.max(most, share);
        }
        assertThat(least).isPositive();
        assertThat(most - least).isLessThanOrEqualTo(1);
    }
}
