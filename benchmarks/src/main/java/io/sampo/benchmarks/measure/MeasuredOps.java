/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import io.sampo.benchmarks.workload.StateOp;
import io.sampo.benchmarks.workload.StateOps;
import io.sampo.benchmarks.workload.Workload;
import java.io.Serializable;

/**
 * Operations on state, of which the first ones only fill it: the {@link Stopwatch} starts anew with
 * the first one after those.
 *
 * @param ops the operations
 * @param filling how many only fill
 */
public record MeasuredOps(StateOps ops, long filling) implements Serializable {
    /** Returns those of a workload. */
    public static MeasuredOps of(Workload workload, long seed) {
        return new MeasuredOps(StateOps.of(workload, seed), workload.filling());
    }

    /** Returns operation {@code index}. */
    public StateOp op(long index) {
        if (index == filling) {
            Stopwatch.restart();
        }
        return ops.op(index);
    }
}
