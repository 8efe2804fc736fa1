/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.util.List;
import java.util.function.ToLongFunction;

/** Who has most of something: several if they have as many. The same for all engines. */
public final class Leaders {
    private Leaders() {}

    /**
     * Adds one to a list of leaders, if it has as much as they; one that has more displaces them.
     */
    public static <T> void add(List<T> leaders, T one, ToLongFunction<T> amount) {
        long most = leaders.isEmpty() ? Long.MIN_VALUE : amount.applyAsLong(leaders.get(0));
        long own = amount.applyAsLong(one);
        if (own > most) {
            leaders.clear();
        }
        if (own >= most) {
            leaders.add(one);
        }
    }
}
