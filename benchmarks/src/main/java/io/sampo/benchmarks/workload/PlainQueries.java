/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Nexmark queries without windows, as plain loops. */
final class PlainQueries {

    private PlainQueries() {}

    static Checksum q0(NexmarkEvents nexmark, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        for (long i = 0; i < events; i++) {
            Bid bid = kept.keep(nexmark.event(i)).bid();
            if (bid != null) {
                checksum.add(NexmarkRows.bid(bid));
            }
        }
        return checksum;
    }

    static Checksum q1(NexmarkEvents nexmark, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        for (long i = 0; i < events; i++) {
            Bid bid = kept.keep(nexmark.event(i)).bid();
            if (bid != null) {
                checksum.add(NexmarkRows.bid(NexmarkRows.converted(bid)));
            }
        }
        return checksum;
    }

    static Checksum q2(NexmarkEvents nexmark, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        for (long i = 0; i < events; i++) {
            Bid bid = kept.keep(nexmark.event(i)).bid();
            if (bid != null && NexmarkRows.isKeptByQ2(bid)) {
                checksum.add(NexmarkRows.q2(bid));
            }
        }
        return checksum;
    }

    static Checksum q3(NexmarkEvents nexmark, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        Map<Long, Person> persons = new HashMap<>();
        // Auctions whose seller has not come: some sellers are drawn before they exist.
        Map<Long, List<Auction>> waiting = new HashMap<>();
        for (long i = 0; i < events; i++) {
            Event event = kept.keep(nexmark.event(i));
            Person person = event.person();
            Auction auction = event.auction();
            if (person != null && NexmarkRows.isKeptByQ3(person)) {
                persons.put(person.id(), person);
                List<Auction> early = waiting.remove(person.id());
                if (early != null) {
                    early.forEach(waited -> checksum.add(NexmarkRows.q3(person, waited)));
                }
            } else if (auction != null && NexmarkRows.isKeptByQ3(auction)) {
                Person seller = persons.get(auction.seller());
                if (seller != null) {
                    checksum.add(NexmarkRows.q3(seller, auction));
                } else {
                    waiting.computeIfAbsent(auction.seller(), id -> new ArrayList<>()).add(auction);
                }
            }
        }
        return checksum;
    }
}
