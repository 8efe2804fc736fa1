/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.enrichment;

/**
 * A flight and its airports, as they were known at its time.
 *
 * @param date local time of departure, {@code yyyy/MM/dd HH:mm}
 * @param delay in minutes, negative if early
 * @param distance in miles
 * @param origin where it began
 * @param destination where it went
 */
record EnrichedFlight(String date, int delay, int distance, Airport origin, Airport destination) {}
