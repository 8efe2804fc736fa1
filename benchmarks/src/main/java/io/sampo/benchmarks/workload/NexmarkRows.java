/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.util.Objects;

/**
 * What the Nexmark queries keep, compare and put out, so that the jobs of all engines share it:
 * they differ in how the events get to the row, never in the row.
 */
public final class NexmarkRows {

    /** Length of the windows of q5, q7 and q8, aligned at the epoch, end exclusive. */
    public static final long WINDOW_MS = 10_000;

    /** Slide of the windows of q5. */
    public static final long SLIDE_MS = 2_000;

    private static final long CATEGORY = 10;

    private NexmarkRows() {}

    /** Returns the row of a bid in q0, and in q1 and W5 after the change of its price. */
    public static long bid(Bid bid) {
        return Mix.row(bid.auction(), bid.bidder(), bid.price(), bid.dateTime());
    }

    /** Returns the bid of q1, its price converted. */
    public static Bid converted(Bid bid) {
        return bid.withPrice(bid.price() * 908 / 1000);
    }

    /** Tells whether q2 keeps the bid. */
    public static boolean isKeptByQ2(Bid bid) {
        return bid.auction() % 123 == 0;
    }

    /** Returns the row of a bid in q2. */
    public static long q2(Bid bid) {
        return Mix.row(bid.auction(), bid.price());
    }

    /** Tells whether q3 keeps the auction. */
    public static boolean isKeptByQ3(Auction auction) {
        return auction.category() == CATEGORY;
    }

    /** Tells whether q3 keeps the person. */
    public static boolean isKeptByQ3(Person person) {
        return switch (person.state()) {
            case "OR", "ID", "CA" -> true;
            default -> false;
        };
    }

    /** Tells whether q3 keeps the event: an auction or a person that it keeps. */
    public static boolean isKeptByQ3(Event event) {
        Person person = event.person();
        Auction auction = event.auction();
        return person != null && isKeptByQ3(person) || auction != null && isKeptByQ3(auction);
    }

    /** Returns what q3 and q8 join by: the id of a person, or of the seller of an auction. */
    public static long personId(Event event) {
        Person person = event.person();
        return person != null ? person.id() : Objects.requireNonNull(event.auction()).seller();
    }

    /** Returns the row of a pair in q3. */
    public static long q3(Person person, Auction auction) {
        return Mix.row(person.id(), auction.id(), person.name().length());
    }

    /** Returns the row of an auction that has the most bids of its window in q5. */
    public static long q5(long windowEnd, long auction, long bids) {
        return Mix.row(windowEnd, auction, bids);
    }

    /** Tells whether q7 prefers a bid: the higher price, then the least time, auction, bidder. */
    public static boolean isBetter(Bid bid, Bid than) {
        if (bid.price() != than.price()) {
            return bid.price() > than.price();
        }
        if (bid.dateTime() != than.dateTime()) {
            return bid.dateTime() < than.dateTime();
        }
        if (bid.auction() != than.auction()) {
            return bid.auction() < than.auction();
        }
        return bid.bidder() < than.bidder();
    }

    /** Returns the row of the best bid of a window in q7. */
    public static long q7(long windowEnd, Bid bid) {
        return Mix.row(windowEnd, bid.price(), bid.dateTime(), bid.auction(), bid.bidder());
    }

    /** Returns the row of a new person and one of the person's new auctions in q8. */
    public static long q8(long windowEnd, long person, long auction) {
        return Mix.row(windowEnd, person, auction);
    }
}
