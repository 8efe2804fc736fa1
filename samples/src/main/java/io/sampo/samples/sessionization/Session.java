/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.sessionization;

/**
 * Clicks of a user with no longer pause than the gap between them.
 *
 * @param user whose clicks
 * @param startMillis time of the first one
 * @param endMillis time of the last one and the gap
 * @param clicks how many
 */
record Session(String user, long startMillis, long endMillis, long clicks) {
    /** Returns whether this one, emitted later, takes the place of the other. */
    boolean replaces(Session earlier) {
        return user.equals(earlier.user)
                && startMillis <= earlier.startMillis
                && earlier.endMillis <= endMillis;
    }
}
