/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.graph.ExecutionSettings;
import org.jspecify.annotations.Nullable;

/**
 * Keeps back all but the last record of each key, for operators that correct what they have emitted
 * before: in bounded mode only the end result goes out. Side outputs pass.
 *
 * @param <T> type of the records
 */
public final class LastOutput<T> implements Output<T> {
    private final Output<T> target;
    private @Nullable T last;
    private long lastTimestamp;

    private LastOutput(Output<T> target) {
        this.target = target;
    }

    /** Returns one in front of {@code output} in bounded mode, else null. */
    public static <T> @Nullable LastOutput<T> inBatch(OperatorContext context, Output<T> output) {
        return ExecutionSettings.isBatch(context.settings()) ? new LastOutput<>(output) : null;
    }

    /** The key has ended: emits its last record, if there is one. */
    public void release() {
        T result = last;
        if (result != null) {
            last = null;
            target.collect(result, lastTimestamp);
        }
    }

    @Override
    public void collect(T record, long timestamp) {
        last = record;
        lastTimestamp = timestamp;
    }

    @Override
    public <X> void collect(OutputTag<X> tag, X record, long timestamp) {
        target.collect(tag, record, timestamp);
    }

    @Override
    public void watermark(long timestamp) {
        target.watermark(timestamp);
    }

    @Override
    public void status(WatermarkStatus status) {
        target.status(status);
    }
}
