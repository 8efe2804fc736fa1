/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.function.OutputTag;

/**
 * Where an operator emits: the next operator of the chain, or channels. Confined to the subtask's
 * thread. {@link #collect} may wait for credit; an operator that emits many records in a loop of
 * its own asks its {@link TurnBudget} between them instead.
 *
 * @param <T> type of the records
 */
public interface Output<T> {
    /** Emits a record; {@code Long.MIN_VALUE} stands for no timestamp. */
    void collect(T record, long timestamp);

    /** Emits a record to a side output; dropped if nothing reads it. */
    <X> void collect(OutputTag<X> tag, X record, long timestamp);

    /** Emits a watermark; the caller makes sure that it grows. */
    void watermark(long timestamp);

    /** Tells whether this stream holds back watermarks from now on. */
    void status(WatermarkStatus status);
}
