/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.time;

/** The only source of time of the engine, so that a test or a simulator can hold it. */
public interface Clock {
    /** Returns the wall-clock time in milliseconds since 1970-01-01T00:00Z. May go backwards. */
    long currentTimeMillis();

    /** Returns a time in nanoseconds that never goes backwards; only differences have a meaning. */
    long nanoTime();

    /**
     * Lets the calling thread rest for about {@code nanos}; unless overridden, not at all: where a
     * test or a simulation holds the time, it does not pass by resting.
     */
    default void rest(long nanos) {}

    /** Returns the clock of the machine. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
