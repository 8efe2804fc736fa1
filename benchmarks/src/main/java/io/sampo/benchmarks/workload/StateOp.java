/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * An operation on keyed state: read the {@link KeyState} of the key, add the value, write it.
 *
 * @param key whose state is updated
 * @param value what is added
 */
public record StateOp(long key, long value) {
    /** Returns the operation as it is: as little as a map can do without being nothing. */
    public StateOp checked() {
        if (value < 0) {
            throw new IllegalArgumentException("Values are not negative: " + this);
        }
        return this;
    }

    /** Returns the row of the operation where it comes out as it went in. */
    public long row() {
        return Mix.row(key, value);
    }
}
