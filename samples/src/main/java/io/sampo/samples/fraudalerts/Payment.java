/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.fraudalerts;

/**
 * A payment by card.
 *
 * @param card its number
 * @param cents the amount
 * @param atMillis when it was made, in event time
 * @param emittedMillis when it came into the job, by the clock
 */
record Payment(String card, long cents, long atMillis, long emittedMillis) {
    Payment emittedAt(long millis) {
        return new Payment(card, cents, atMillis, millis);
    }
}
