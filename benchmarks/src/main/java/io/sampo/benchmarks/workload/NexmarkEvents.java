/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.io.Serializable;

/**
 * The Nexmark stream: of each 50 events one is a new person, three are new auctions, 46 are bids.
 *
 * <p>Event times run behind the index by less than {@link #DISORDER_MS}. Half of the bids go to one
 * hot auction, three quarters come from one hot bidder and three quarters of the auctions from one
 * hot seller; ids of persons and auctions that are not there yet occur.
 *
 * @param seed the seed of the draws
 * @param perWindow the number of events in 10 s of event time
 */
public record NexmarkEvents(long seed, long perWindow) implements Serializable {

    /** The default number of events in 10 s of event time. */
    public static final long PER_WINDOW = 100_000;

    /** Bound of the disorder: a watermark of (greatest time seen) - this - 1 makes none late. */
    public static final long DISORDER_MS = 200;

    private static final long START_MS = 1_500_000_000_000L;
    private static final int CYCLE = 50;
    private static final int BIDS_PER_CYCLE = 46;
    private static final long FIRST_ID = 1000;
    private static final long[] POWER_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000};

    /** Checks the density. */
    public NexmarkEvents {
        if (perWindow < 1) {
            throw new IllegalArgumentException("perWindow=" + perWindow + ", must be positive");
        }
    }

    /** Returns the events of a seed at the default density. */
    public static NexmarkEvents ofSeed(long seed) {
        return new NexmarkEvents(seed, PER_WINDOW);
    }

    /** Returns the {@code j}-th bid, counted from 0. */
    public Bid nthBid(long j) {
        return bid(j / BIDS_PER_CYCLE * CYCLE + (CYCLE - BIDS_PER_CYCLE) + j % BIDS_PER_CYCLE);
    }

    /** Returns event {@code i}, whole. */
    public Event event(long i) {
        int r = (int) (i % CYCLE);
        if (r >= CYCLE - BIDS_PER_CYCLE) {
            return Event.of(bid(i));
        }
        return r == 0 ? Event.of(person(i)) : Event.of(auction(i));
    }

    /** Returns the event time of event {@code i}, milliseconds since the epoch. */
    public long dateTime(long i) {
        return baseTime(i) - Mix.below(h(i, 0), DISORDER_MS);
    }

    /** Returns the bid of event {@code i}, which must be one. */
    public Bid bid(long i) {
        long lastAuction = lastAuction(i);
        long oldest = Math.max(lastAuction - 100, 0);
        long auction =
                Mix.below(h(i, 1), 2) > 0
                        ? lastAuction / 100 * 100
                        : oldest + Mix.below(h(i, 2), lastAuction - oldest + 11);
        long bidder =
                Mix.below(h(i, 3), 4) > 0
                        ? lastPerson(i) / 100 * 100 + 1
                        : personUniform(i, h(i, 4));
        return new Bid(
                FIRST_ID + auction,
                FIRST_ID + bidder,
                price(h(i, 5)),
                channel(h(i, 6)),
                draw(Pools.URL, h(i, 7)),
                dateTime(i),
                draw(Pools.EXTRA, h(i, 8)));
    }

    /** Returns the auction of event {@code i}, which must be one. */
    public Auction auction(long i) {
        long seller =
                Mix.below(h(i, 1), 4) > 0 ? lastPerson(i) / 100 * 100 : personUniform(i, h(i, 9));
        long initialBid = price(h(i, 3));
        long dateTime = dateTime(i);
        long longest = Math.max(1, 2 * (baseTime(i + 1666) - baseTime(i)));
        return new Auction(
                FIRST_ID + lastAuction(i),
                draw(Pools.ITEM_NAME, h(i, 6)),
                draw(Pools.DESCRIPTION, h(i, 7)),
                initialBid,
                initialBid + price(h(i, 4)),
                dateTime,
                dateTime + 1 + Mix.below(h(i, 5), longest),
                FIRST_ID + seller,
                10 + Mix.below(h(i, 2), 5),
                draw(Pools.EXTRA, h(i, 8)));
    }

    /** Returns the person of event {@code i}, which must be one. */
    public Person person(long i) {
        return new Person(
                FIRST_ID + lastPerson(i),
                draw(Pools.NAME, h(i, 1)),
                draw(Pools.EMAIL, h(i, 2)),
                draw(Pools.CREDIT_CARD, h(i, 3)),
                draw(Pools.CITY, h(i, 4)),
                draw(Pools.STATE, h(i, 5)),
                dateTime(i),
                draw(Pools.EXTRA, h(i, 6)));
    }

    private long h(long i, int k) {
        return Mix.h(seed, i, k);
    }

    private long baseTime(long i) {
        return START_MS + i * 10_000 / perWindow;
    }

    private static long lastPerson(long i) {
        return i / CYCLE;
    }

    private static long lastAuction(long i) {
        return 3 * (i / CYCLE) + Math.min(i % CYCLE - 1, 2);
    }

    private static long personUniform(long i, long x) {
        long persons = lastPerson(i) + 1;
        long active = Math.min(persons, 1000);
        return persons - active + Mix.below(x, active + 10);
    }

    private static long price(long x) {
        long p = POWER_OF_TEN[(int) Mix.below(x, 6)];
        return 100 * p + Mix.below(Mix.mix(x), 900 * p);
    }

    private static String channel(long x) {
        int c = (int) Mix.below(x, 8);
        return c < 4 ? Pools.KNOWN_CHANNEL[c] : draw(Pools.OTHER_CHANNEL, Mix.mix(x));
    }

    private static String draw(String[] pool, long x) {
        return pool[(int) Mix.below(x, pool.length)];
    }
}
