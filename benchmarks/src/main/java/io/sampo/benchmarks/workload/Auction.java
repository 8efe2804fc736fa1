/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * A new auction.
 *
 * @param id unique
 * @param itemName what is sold
 * @param description of the item
 * @param initialBid in cents
 * @param reserve in cents, above the initial bid
 * @param dateTime event time, milliseconds since the epoch
 * @param expires when the auction ends, milliseconds since the epoch
 * @param seller the id of the person
 * @param category 10 to 14
 * @param extra payload without a meaning
 */
public record Auction(
        long id,
        String itemName,
        String description,
        long initialBid,
        long reserve,
        long dateTime,
        long expires,
        long seller,
        long category,
        String extra) {}
