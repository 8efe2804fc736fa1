/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.core.function.Function;
import io.sampo.core.metric.MetricGroup;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;

/**
 * Decides when the result of a window is emitted. One copy serves all windows and keys of a
 * subtask, so what it must remember of a window goes into {@link Context#partitionedState}; called
 * on the subtask's thread. A window without contents emits nothing, whatever its trigger says.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 */
public abstract class Trigger<T, W extends Window> implements Function {
    private static final long serialVersionUID = 1L;

    /**
     * Called for each record, after it was added to the window.
     *
     * @throws Exception to fail the job
     */
    public abstract TriggerResult onElement(T record, long timestamp, W window, Context context)
            throws Exception;

    /**
     * Called when an event-time timer of the window fires, its cleanup included.
     *
     * @throws Exception to fail the job
     */
    public abstract TriggerResult onEventTime(long time, W window, Context context)
            throws Exception;

    /**
     * Called when a processing-time timer of the window fires, its cleanup included.
     *
     * @throws Exception to fail the job
     */
    public abstract TriggerResult onProcessingTime(long time, W window, Context context)
            throws Exception;

    /** Returns whether the trigger works with windows that merge. */
    public boolean canMerge() {
        return false;
    }

    /**
     * Called when other windows have become {@code window}: set its timers and merge the state.
     * After that, {@link #clear} is called for each of the others, with its state still there to
     * tell of timers to delete; it is cleared then.
     *
     * @throws Exception to fail the job
     */
    public void onMerge(W window, MergeContext context) throws Exception {
        throw new UnsupportedOperationException(
                "The trigger cannot merge windows: trigger=" + getClass().getName());
    }

    /**
     * Called when the window is gone: forget its state and timers.
     *
     * @throws Exception to fail the job
     */
    public abstract void clear(W window, Context context) throws Exception;

    /** What a trigger sees of the window and key that it is called for; valid during the call. */
    public interface Context {
        /** Returns the wall-clock time in milliseconds. */
        long currentProcessingTime();

        /** Returns the watermark, or {@code Long.MIN_VALUE} before the first. */
        long currentWatermark();

        /** Returns where the trigger's own metrics go. */
        MetricGroup metrics();

        /** Sets a timer of this window; once for each timestamp. */
        void registerEventTimeTimer(long timestamp);

        /** Sets a timer of this window; once for each timestamp. */
        void registerProcessingTimeTimer(long timestamp);

        /** Removes a timer of this window, if it is set. */
        void deleteEventTimeTimer(long timestamp);

        /** Removes a timer of this window, if it is set. */
        void deleteProcessingTimeTimer(long timestamp);

        /**
         * Returns state of this key and window. The name needs to be unique in the trigger only.
         */
        <S extends State> S partitionedState(StateDescriptor<S> descriptor);
    }

    /** As {@link Context}, for a window that others have become. */
    public interface MergeContext extends Context {
        /**
         * Merges the state of the others into that of this window.
         *
         * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if state of that
         *     kind cannot be merged: only lists, reductions and aggregates can
         */
        void mergePartitionedState(StateDescriptor<?> descriptor) throws Exception;
    }
}
