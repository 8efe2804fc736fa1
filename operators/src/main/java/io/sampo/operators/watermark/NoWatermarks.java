/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.watermark;

/** Emits none. */
final class NoWatermarks<T> implements WatermarkGenerator<T> {
    @Override
    public void onEvent(T record, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
