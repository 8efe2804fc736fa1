/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * Holds the newest events for a moment, as the output of a source does.
 *
 * <p>Without it the compiler may prove that an event never leaves the loop, and not build the
 * fields that nobody reads: the loop would then be no limit for an engine, which has to build them.
 * The array is replaced rather than overwritten because a store into an old array costs a memory
 * fence under G1, and one into a young array none.
 */
final class Kept {

    private static final int SIZE = 256;

    private Object[] slots = new Object[SIZE];
    private int used;

    /** Holds an event and returns it. */
    <T> T keep(T event) {
        if (used == SIZE) {
            slots = new Object[SIZE];
            used = 0;
        }
        slots[used++] = event;
        return event;
    }
}
