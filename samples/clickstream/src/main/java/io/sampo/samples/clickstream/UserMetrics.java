/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

/**
 * What one user did in one window.
 *
 * @param user who clicked
 * @param startMillis first millisecond of the window
 * @param endMillis first millisecond after it
 * @param clicks how many there were
 * @param pages on how many different pages
 * @param paidClicks those made while the user's plan was {@code pro}
 */
record UserMetrics(
        String user, long startMillis, long endMillis, long clicks, int pages, long paidClicks) {}
