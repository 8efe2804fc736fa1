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

    /** A note that compresses well, as real state does. */
    public static final String NOTE = "a note of 56 characters, as long as a short address line";

    private static final String SYMBOLS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

    /** Returns the state after the first operation on a key. */
    public static KeyState first(StateOp op, String note) {
        return new KeyState(op.key(), 1, op.value(), op.value(), op.value(), note);
    }

    /** Returns a note in which nothing repeats itself, other for each key. */
    public static String randomNote(long key) {
        StringBuilder note = new StringBuilder(NOTE.length());
        for (int i = 0; i < NOTE.length(); i++) {
            note.append(SYMBOLS.charAt((int) Mix.below(Mix.h(key, i, 0), SYMBOLS.length())));
        }
        return note.toString();
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
