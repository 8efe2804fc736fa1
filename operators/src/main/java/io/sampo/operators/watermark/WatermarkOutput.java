/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.watermark;

/** Where a generator emits its watermarks. Those that do not grow are ignored. */
@FunctionalInterface
public interface WatermarkOutput {
    /** Asserts that no more records at or below {@code timestamp} are expected. */
    void emitWatermark(long timestamp);
}
