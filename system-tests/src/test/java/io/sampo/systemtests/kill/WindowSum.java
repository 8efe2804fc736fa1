/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

/**
 * A line of the output.
 *
 * @param key whose
 * @param window start of the window
 * @param count of readings
 * @param sum of their values
 */
public record WindowSum(long key, long window, long count, long sum) {
    public String toLine() {
        return "key=" + key + " window=" + window + " count=" + count + " sum=" + sum;
    }
}
