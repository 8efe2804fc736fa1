/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * A bid of the Nexmark auction: four numbers and three strings, about 145 bytes.
 *
 * @param auction the id of the auction
 * @param bidder the id of the person
 * @param price in cents
 * @param channel where the bid came from
 * @param url of the item
 * @param dateTime event time, milliseconds since the epoch
 * @param extra payload without a meaning
 */
public record Bid(
        long auction,
        long bidder,
        long price,
        String channel,
        String url,
        long dateTime,
        String extra) {

    /** Returns a copy with another price. */
    public Bid withPrice(long newPrice) {
        return new Bid(auction, bidder, newPrice, channel, url, dateTime, extra);
    }
}
