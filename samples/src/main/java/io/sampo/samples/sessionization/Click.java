/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.sessionization;

/**
 * A click of a user.
 *
 * @param user who clicked
 * @param atMillis when, in event time
 */
record Click(String user, long atMillis) {}
