/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

/**
 * What is known of a user from a time on, as the topic {@code user_profiles} has it.
 *
 * @param user whose profile it is
 * @param country of the user
 * @param plan what the user pays for: {@code free} or {@code pro}
 * @param atMillis from when on it is valid, in event time
 */
record Profile(String user, String country, String plan, long atMillis) {
    /** Returns what stands for the profile of a user of whom nothing is known yet. */
    static Profile unknown(String user) {
        return new Profile(user, "unknown", "none", Long.MIN_VALUE);
    }
}
