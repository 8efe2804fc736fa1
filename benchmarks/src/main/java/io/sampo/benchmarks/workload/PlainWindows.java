/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Nexmark queries with windows, as plain loops. */
final class PlainWindows {

    private PlainWindows() {}

    static Checksum q5(NexmarkEvents nexmark, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        HotAuctions hot = new HotAuctions(checksum);
        OpenWindows<Map<Long, long[]>> slices =
                new OpenWindows<>(NexmarkRows.SLIDE_MS, HashMap::new, hot::add);
        for (long i = 0; i < events; i++) {
            Event event = kept.keep(nexmark.event(i));
            Bid bid = event.bid();
            if (bid != null) {
                Map<Long, long[]> slice = slices.at(bid.dateTime());
                slice.computeIfAbsent(bid.auction(), id -> new long[1])[0]++;
            }
            slices.advance(event.dateTime());
        }
        slices.closeAll();
        hot.finish();
        return checksum;
    }

    static Checksum q7(NexmarkEvents nexmark, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        OpenWindows<Best> windows =
                new OpenWindows<>(
                        NexmarkRows.WINDOW_MS,
                        Best::new,
                        (end, best) -> {
                            if (best.bid != null) {
                                checksum.add(NexmarkRows.q7(end, best.bid));
                            }
                        });
        for (long i = 0; i < events; i++) {
            Event event = kept.keep(nexmark.event(i));
            Bid bid = event.bid();
            if (bid != null) {
                Best best = windows.at(bid.dateTime());
                if (best.bid == null || NexmarkRows.isBetter(bid, best.bid)) {
                    best.bid = bid;
                }
            }
            windows.advance(event.dateTime());
        }
        windows.closeAll();
        return checksum;
    }

    static Checksum q8(NexmarkEvents nexmark, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        OpenWindows<Newcomers> windows =
                new OpenWindows<>(
                        NexmarkRows.WINDOW_MS,
                        Newcomers::new,
                        (end, newcomers) -> newcomers.join(end, checksum));
        for (long i = 0; i < events; i++) {
            Event event = kept.keep(nexmark.event(i));
            Person person = event.person();
            Auction auction = event.auction();
            if (person != null) {
                windows.at(person.dateTime()).persons.add(person.id());
            } else if (auction != null) {
                windows.at(auction.dateTime()).auctions.add(auction);
            }
            windows.advance(event.dateTime());
        }
        windows.closeAll();
        return checksum;
    }

    private static final class Best {

        private @Nullable Bid bid;
    }

    private static final class Newcomers {

        // Ids of persons are unique, so a set is enough for a row per pair.
        private final Set<Long> persons = new HashSet<>();
        private final List<Auction> auctions = new ArrayList<>();

        private void join(long end, Checksum checksum) {
            for (Auction auction : auctions) {
                if (persons.contains(auction.seller())) {
                    checksum.add(NexmarkRows.q8(end, auction.seller(), auction.id()));
                }
            }
        }
    }
}
