/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import org.jspecify.annotations.Nullable;

/**
 * An event of the Nexmark stream: exactly one of its three parts is there.
 *
 * @param person the new person, if it is one
 * @param auction the new auction, if it is one
 * @param bid the bid, if it is one
 */
public record Event(@Nullable Person person, @Nullable Auction auction, @Nullable Bid bid) {

    /** Returns the event of a new person. */
    public static Event of(Person person) {
        return new Event(person, null, null);
    }

    /** Returns the event of a new auction. */
    public static Event of(Auction auction) {
        return new Event(null, auction, null);
    }

    /** Returns the event of a bid. */
    public static Event of(Bid bid) {
        return new Event(null, null, bid);
    }

    /** Returns the event time of the part that is there, milliseconds since the epoch. */
    public long dateTime() {
        if (bid != null) {
            return bid.dateTime();
        }
        if (auction != null) {
            return auction.dateTime();
        }
        if (person != null) {
            return person.dateTime();
        }
        throw new IllegalStateException("event without person, auction and bid");
    }
}
