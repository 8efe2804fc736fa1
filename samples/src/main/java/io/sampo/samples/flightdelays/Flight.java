/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One departure, as a line of the input has it.
 *
 * @param date local time of departure, {@code yyyy/MM/dd HH:mm}, read as UTC
 * @param delay in minutes, negative if early
 * @param distance in miles
 * @param origin airport
 * @param destination airport
 */
public record Flight(String date, int delay, int distance, String origin, String destination) {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm");
    private static final long MILLIS_PER_SECOND = 1000;
    private static final long MILLIS_PER_MINUTE = 60_000;

    /** Returns the scheduled departure, in milliseconds. */
    public long scheduledMillis() {
        return LocalDateTime.parse(date, FORMAT).toEpochSecond(ZoneOffset.UTC) * MILLIS_PER_SECOND;
    }

    /** Returns when it really left, in milliseconds. */
    public long departedMillis() {
        return scheduledMillis() + delay * MILLIS_PER_MINUTE;
    }
}
