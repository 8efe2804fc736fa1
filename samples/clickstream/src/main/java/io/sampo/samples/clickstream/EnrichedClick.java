/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

/**
 * A click with the user's profile as it was at that time.
 *
 * @param user who clicked
 * @param page where
 * @param country of the user
 * @param plan what the user paid for
 * @param atMillis when, in event time
 */
record EnrichedClick(String user, String page, String country, String plan, long atMillis) {}
