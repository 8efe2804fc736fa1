/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.core.function.Function;
import io.sampo.core.metric.MetricGroup;
import io.sampo.operators.function.TimestampedValue;

/**
 * Drops records from a window when it fires, before its function sees them or after that. They are
 * gone for good: the next firing does not see them either. One copy serves all windows and keys of
 * a subtask and must remember nothing; called on the subtask's thread.
 *
 * <p>A window with an evictor keeps every record until it goes, also before a reduce or aggregate
 * function, which then runs over all that is left whenever the window fires.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 */
public interface Evictor<T, W extends Window> extends Function {
    /**
     * Called when the window fires, before its function. To drop a record use {@link
     * java.util.Iterator#remove}.
     *
     * @param elements the records in the order they came, the first first; not to be kept
     * @param size how many they are
     * @throws Exception to fail the job
     */
    void evictBefore(Iterable<TimestampedValue<T>> elements, int size, W window, Context context)
            throws Exception;

    /**
     * Called when the window fires, after its function; as {@link #evictBefore}.
     *
     * @param elements what {@link #evictBefore} has left
     * @param size how many they are
     * @throws Exception to fail the job
     */
    void evictAfter(Iterable<TimestampedValue<T>> elements, int size, W window, Context context)
            throws Exception;

    /** What an evictor sees of the time; valid during the call. */
    interface Context {
        /** Returns the wall-clock time in milliseconds. */
        long currentProcessingTime();

        /** Returns the watermark, or {@code Long.MIN_VALUE} before the first. */
        long currentWatermark();

        /** Returns where the evictor's own metrics go. */
        MetricGroup metrics();
    }
}
