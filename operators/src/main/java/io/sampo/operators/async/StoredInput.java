/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

/**
 * A record in a checkpoint that has not been answered; the call is made again after a restore.
 *
 * @param record the record itself, which tells its type
 * @param timestamp of the record, {@code Long.MIN_VALUE} for none
 */
record StoredInput(Object record, long timestamp) {}
