/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.ProcessFunction;

/**
 * Passes records on, and ends the job for good if its watermark goes back: within an attempt, which
 * is as long as a function lives, it must not.
 */
final class WatermarkGuard<T> extends ProcessFunction<T, T> {
    private static final long serialVersionUID = 1L;

    private long highest = Long.MIN_VALUE;

    @Override
    public void processElement(T value, Context context, Collector<T> out) {
        long now = context.currentWatermark();
        if (now < highest) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "The watermark went back: before="
                            + highest
                            + " now="
                            + now
                            + " record="
                            + value);
        }
        highest = now;
        out.collect(value);
    }
}
