/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

/** A record of either stream; numbered, so that each is another. */
record Reading(String key, long timestamp, int number) {}
