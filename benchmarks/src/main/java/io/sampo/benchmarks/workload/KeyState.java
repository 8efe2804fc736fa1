/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * The state of one key, about 100 bytes.
 *
 * @param id the key
 * @param count the number of operations so far
 * @param sum of their values, wrapping
 * @param min the least value
 * @param max the greatest value
 * @param note 56 characters that make the state as large as that of real jobs
 */
public record KeyState(long id, long count, long sum, long min, long max, String note) {

    /** The note of every key: content that compresses well, as real state does. */
    public static final String NOTE = "a note of 56 characters, as long as a short address line";

    /** Returns the state after the first operation on a key. */
    public static KeyState first(StateOp op) {
        return new KeyState(op.key(), 1, op.value(), op.value(), op.value(), NOTE);
    }

    /** Returns the state after one more operation on the same key. */
    public KeyState plus(StateOp op) {
        return new KeyState(
                id,
                count + 1,
                sum + op.value(),
                Math.min(min, op.value()),
                Math.max(max, op.value()),
                note);
    }
}
