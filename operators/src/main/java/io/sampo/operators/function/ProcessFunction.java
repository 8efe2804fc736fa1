/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

/**
 * The general function on a stream without keys: sees timestamps and watermarks, has side outputs.
 *
 * @param <I> type of the input
 * @param <O> type of the results
 */
public abstract class ProcessFunction<I, O> implements RichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Processes one record.
     *
     * @throws Exception to fail the job
     */
    public abstract void processElement(I value, Context context, Collector<O> out)
            throws Exception;

    /** What a function sees of the record that it processes; valid during the call. */
    public interface Context {
        /** Returns the record's timestamp, or {@code Long.MIN_VALUE} if it has none. */
        long timestamp();

        /** Returns the watermark of the input, or {@code Long.MIN_VALUE} before the first. */
        long currentWatermark();

        /** Returns the wall-clock time in milliseconds. */
        long currentProcessingTime();

        /** Emits to a side output, with the record's timestamp. */
        <X> void output(OutputTag<X> tag, X value);
    }
}
