/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.watermark;

/** Trails the highest timestamp seen by the bound and one millisecond (SEMANTICS rule 15). */
final class BoundedOutOfOrdernessWatermarks<T> implements WatermarkGenerator<T> {
    private final long boundMillis;
    private long maxTimestamp;

    BoundedOutOfOrdernessWatermarks(long boundMillis) {
        this.boundMillis = boundMillis;
        // The first watermark is then Long.MIN_VALUE, without an underflow.
        this.maxTimestamp = Long.MIN_VALUE + boundMillis + 1;
    }

    @Override
    public void onEvent(T record, long timestamp, WatermarkOutput output) {
        if (timestamp > maxTimestamp) {
            maxTimestamp = timestamp;
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(maxTimestamp - boundMillis - 1);
    }
}
