/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.enrichment;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an airport from a time on, until there is a later version.
 *
 * @param from {@code yyyy/MM/dd HH:mm}, as the dates of flights; null or empty is always
 * @param iata code of the airport
 * @param name of the airport; empty if its entry is withdrawn
 * @param city that it serves
 * @param country in which it is
 */
record AirportVersion(
        @Nullable String from, String iata, String name, String city, String country) {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm");
    private static final long MILLIS_PER_SECOND = 1000;

    /** Returns the event time from which on this is valid, in milliseconds; from 1970 on. */
    long fromMillis() {
        return from == null || from.isEmpty()
                ? 0
                : LocalDateTime.parse(from, FORMAT).toEpochSecond(ZoneOffset.UTC)
                        * MILLIS_PER_SECOND;
    }

    /** Returns whether the entry is withdrawn: the airport is unknown until the next version. */
    boolean isWithdrawn() {
        return name.isEmpty();
    }

    /** Returns what flights are enriched with. */
    Airport airport() {
        return new Airport(iata, name, city, country);
    }
}
