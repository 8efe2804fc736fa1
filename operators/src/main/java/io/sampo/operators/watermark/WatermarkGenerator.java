/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.watermark;

/**
 * Makes watermarks from what it sees of one split, or of one subtask's stream. Not shared, not
 * serialized.
 *
 * @param <T> type of the records
 */
public interface WatermarkGenerator<T> {
    /**
     * Called for every record, after it was emitted. A watermark emitted here follows the record at
     * once: for streams that say in their records how far they are, and where results must not
     * depend on the moment of {@link #onPeriodicEmit}. It travels to every subtask downstream, so
     * one for each record costs as much as the record, or more.
     */
    void onEvent(T record, long timestamp, WatermarkOutput output);

    /**
     * Called every {@code sampo.watermark.interval} (200 ms by default), and at the end of input.
     */
    void onPeriodicEmit(WatermarkOutput output);
}
