/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.trigger;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.TriggerResult;
import io.sampo.operators.window.Window;
import io.sampo.state.ReducingState;
import java.time.Duration;

/**
 * Fires whenever the watermark has passed another interval since 1970, and when it reaches the end
 * of the window; then again for each late record (SEMANTICS rule 30).
 */
public final class ContinuousEventTimeTrigger extends Trigger<Object, Window> {
    private static final long serialVersionUID = 1L;

    private final long intervalMillis;

    private ContinuousEventTimeTrigger(long intervalMillis) {
        this.intervalMillis = intervalMillis;
    }

    /**
     * Returns a trigger that fires every {@code interval} from the first record of a window on. A
     * watermark that passes several of them at once fires as many times; but just once in a window
     * without end.
     */
    public static ContinuousEventTimeTrigger of(Duration interval) {
        return new ContinuousEventTimeTrigger(TriggerTimes.millis("interval", interval));
    }

    @Override
    public TriggerResult onElement(Object record, long timestamp, Window window, Context context)
            throws Exception {
        if (window.maxTimestamp() <= context.currentWatermark()) {
            return TriggerResult.FIRE;
        }
        if (timestamp == Long.MIN_VALUE) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A record without a timestamp came to a trigger of event time: trigger="
                            + this
                            + ". Give the source (or the stream, by assignTimestampsAndWatermarks) a"
                            + " watermark strategy with a timestamp assigner, or use a"
                            + " ContinuousProcessingTimeTrigger.");
        }
        context.registerEventTimeTimer(window.maxTimestamp());
        ReducingState<Long> fireTime = context.partitionedState(TriggerTimes.FIRE_TIME);
        if (fireTime.get() == null) {
            registerNext(timestamp, window, context, fireTime);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) throws Exception {
        ReducingState<Long> fireTime = context.partitionedState(TriggerTimes.FIRE_TIME);
        Long expected = fireTime.get();
        if (expected != null && expected == time) {
            fireTime.clear();
            registerNext(time, window, context, fireTime);
            return TriggerResult.FIRE;
        }
        return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    private void registerNext(
            long time, Window window, Context context, ReducingState<Long> fireTime)
            throws Exception {
        long last = window.maxTimestamp();
        // The watermark of the end of the input would fire a window without end for ages.
        long from = last == Long.MAX_VALUE ? Math.max(time, context.currentWatermark()) : time;
        long next = TriggerTimes.next(from, intervalMillis, Long.MAX_VALUE);
        fireTime.add(next);
        registerIfBefore(window, next, context);
    }

    /** What comes after the end may come before that of a session which the window becomes. */
    private static void registerIfBefore(Window window, long next, Context context)
            throws Exception {
        if (next < window.maxTimestamp()) {
            context.registerEventTimeTimer(next);
        }
    }

    @Override
    public TriggerResult onProcessingTime(long time, Window window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void onMerge(Window window, MergeContext context) throws Exception {
        context.mergePartitionedState(TriggerTimes.FIRE_TIME);
        Long next = context.partitionedState(TriggerTimes.FIRE_TIME).get();
        if (next != null) {
            registerIfBefore(window, next, context);
        }
        if (window.maxTimestamp() > context.currentWatermark()) {
            context.registerEventTimeTimer(window.maxTimestamp());
        }
    }

    @Override
    public void clear(Window window, Context context) throws Exception {
        ReducingState<Long> fireTime = context.partitionedState(TriggerTimes.FIRE_TIME);
        Long next = fireTime.get();
        if (next != null) {
            context.deleteEventTimeTimer(next);
            fireTime.clear();
        }
        context.deleteEventTimeTimer(window.maxTimestamp());
    }

    @Override
    public String toString() {
        return "ContinuousEventTimeTrigger(" + Duration.ofMillis(intervalMillis) + ")";
    }
}
