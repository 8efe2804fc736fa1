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
 * <p>This one emits what a window holds as soon as it is worth something, and drops it:
 *
 * <pre>{@code
 * final class WhenFull extends Trigger<Order, GlobalWindow> {
 *     private static final StateDescriptor<ReducingState<Long>> CENTS =
 *             StateDescriptor.reducing("cents", Long::sum, Long.class);
 *
 *     public TriggerResult onElement(Order order, long timestamp, GlobalWindow window, Context context)
 *             throws Exception {
 *         context.partitionedState(CENTS).add(order.cents());
 *         if (context.partitionedState(CENTS).get() < 100_00) {
 *             return TriggerResult.CONTINUE;
 *         }
 *         clear(window, context);
 *         return TriggerResult.FIRE_AND_PURGE;
 *     }
 *
 *     public TriggerResult onEventTime(long time, GlobalWindow window, Context context) {
 *         return TriggerResult.CONTINUE;
 *     }
 *
 *     public TriggerResult onProcessingTime(long time, GlobalWindow window, Context context) {
 *         return TriggerResult.CONTINUE;
 *     }
 *
 *     public void clear(GlobalWindow window, Context context) {
 *         context.partitionedState(CENTS).clear();
 *     }
 * }
 * }</pre>
 *
 * <p>It travels to the subtasks by Java serialization: its fields are settings, and serializable.
 * It takes the place of the one that the windows have by themselves, so it also has to fire at a
 * window's end, if that is wanted. State and timers are keyed state of the operator: they are in
 * its checkpoints, and are there after a restore without any call. {@code KeyedHarness} shows how
 * to test a trigger without a job.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 */
public abstract class Trigger<T, W extends Window> implements Function {
    private static final long serialVersionUID = 1L;

    /**
     * Called for each record, after it was added to the window: a result that fires now has it in
     * it. Also for one that comes after the window's end but within the allowed lateness.
     *
     * @param timestamp of the record, or {@code Long.MIN_VALUE} if it has none; windows of event
     *     time refuse such records before, others, such as global ones, do not
     * @throws Exception to fail the job
     */
    public abstract TriggerResult onElement(T record, long timestamp, W window, Context context)
            throws Exception;

    /**
     * Called when an event-time timer of the window fires: one that the trigger has set, or that by
     * which a window of event time goes, whether the trigger has set one for that moment or not.
     *
     * @param time for which the timer was set
     * @throws Exception to fail the job
     */
    public abstract TriggerResult onEventTime(long time, W window, Context context)
            throws Exception;

    /**
     * Called when a processing-time timer of the window fires: one that the trigger has set, or
     * that by which a window of processing time goes, whether the trigger has set one for that
     * moment or not.
     *
     * @param time for which the timer was set
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
     * Called when the window is gone: forget its state and timers. Not called when the window is
     * purged, and never for a {@code GlobalWindow}, which does not go: a trigger that purges clears
     * by itself what it no longer needs.
     *
     * @throws Exception to fail the job
     */
    public abstract void clear(W window, Context context) throws Exception;

    /** What a trigger sees of the window and key that it is called for; valid during the call. */
    public interface Context {
        /** Returns the wall-clock time in milliseconds. */
        long currentProcessingTime();

        /**
         * Returns the highest watermark that the key has seen, {@code Long.MIN_VALUE} before the
         * first. After a restore it may be ahead of that of the subtask.
         */
        long currentWatermark();

        /** Returns where the trigger's own metrics go. */
        MetricGroup metrics();

        /**
         * Sets a timer of this key and window, in milliseconds of event time; once for each
         * timestamp. One that is past already fires with the next watermark.
         */
        void registerEventTimeTimer(long timestamp);

        /**
         * Sets a timer of this key and window, in milliseconds of the wall clock; once for each
         * timestamp. Dropped if it has not fired at the end of input.
         */
        void registerProcessingTimeTimer(long timestamp);

        /** Removes a timer of this window, if it is set. */
        void deleteEventTimeTimer(long timestamp);

        /** Removes a timer of this window, if it is set. */
        void deleteProcessingTimeTimer(long timestamp);

        /**
         * Returns state of this key and window. Its name is its identity in checkpoints, and needs
         * to be unique in the trigger only, not among the states of the window's function.
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
