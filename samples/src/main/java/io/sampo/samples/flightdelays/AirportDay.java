/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

/**
 * The delays at one airport on one day.
 *
 * @param airport IATA code
 * @param day {@code yyyy-MM-dd}
 * @param flights departures
 * @param meanDelay in minutes
 * @param delayedShare of flights that left more than 15 minutes late
 */
public record AirportDay(
        String airport, String day, long flights, double meanDelay, double delayedShare) {}
