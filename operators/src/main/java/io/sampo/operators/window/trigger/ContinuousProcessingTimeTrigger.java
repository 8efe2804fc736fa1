/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.trigger;

import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.TriggerResult;
import io.sampo.operators.window.Window;
import io.sampo.state.ReducingState;
import java.time.Duration;

/**
 * Fires whenever the clock has passed another interval since 1970, and when it has passed the end
 * of the window, if that is still to come (SEMANTICS rule 30).
 */
public final class ContinuousProcessingTimeTrigger extends Trigger<Object, Window> {
    private static final long serialVersionUID = 1L;

    private final long intervalMillis;

    private ContinuousProcessingTimeTrigger(long intervalMillis) {
        this.intervalMillis = intervalMillis;
    }

    /**
     * Returns a trigger that fires every {@code interval} from the first record of a window on,
     * whether or not more have come since. Intervals in which the job could not run are not made up
     * for.
     */
    public static ContinuousProcessingTimeTrigger of(Duration interval) {
        return new ContinuousProcessingTimeTrigger(TriggerTimes.millis("interval", interval));
    }

    @Override
    public TriggerResult onElement(Object record, long timestamp, Window window, Context context)
            throws Exception {
        ReducingState<Long> fireTime = context.partitionedState(TriggerTimes.FIRE_TIME);
        if (fireTime.get() == null) {
            registerNext(context.currentProcessingTime(), window, context, fireTime);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, Window window, Context context)
            throws Exception {
        ReducingState<Long> fireTime = context.partitionedState(TriggerTimes.FIRE_TIME);
        Long expected = fireTime.get();
        if (expected == null || expected != time) {
            return TriggerResult.CONTINUE;
        }
        fireTime.clear();
        registerNext(time, window, context, fireTime);
        return TriggerResult.FIRE;
    }

    private void registerNext(
            long time, Window window, Context context, ReducingState<Long> fireTime)
            throws Exception {
        // A window of event time may have ended long ago by the clock, and still be open.
        long last = window.maxTimestamp() > time ? window.maxTimestamp() : Long.MAX_VALUE;
        long now = Math.max(time, context.currentProcessingTime());
        long next = TriggerTimes.next(now, intervalMillis, last);
        fireTime.add(next);
        context.registerProcessingTimeTimer(next);
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
            context.registerProcessingTimeTimer(next);
        }
    }

    @Override
    public void clear(Window window, Context context) throws Exception {
        ReducingState<Long> fireTime = context.partitionedState(TriggerTimes.FIRE_TIME);
        Long next = fireTime.get();
        if (next != null) {
            context.deleteProcessingTimeTimer(next);
            fireTime.clear();
        }
    }

    @Override
    public String toString() {
        return "ContinuousProcessingTimeTrigger(" + Duration.ofMillis(intervalMillis) + ")";
    }
}
