/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

/**
 * A record that waits for others.
 *
 * @param <T> type of the record
 * @param value the record itself
 * @param timestamp of the record
 */
record Stamped<T>(T value, long timestamp) {}
