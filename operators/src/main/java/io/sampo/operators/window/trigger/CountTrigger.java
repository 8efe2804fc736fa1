/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.trigger;

import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.TriggerResult;
import io.sampo.operators.window.Window;
import io.sampo.state.ReducingState;
import io.sampo.state.StateDescriptor;

/** Fires whenever so many records have come since it fired last; not at the end of the window. */
public final class CountTrigger extends Trigger<Object, Window> {
    private static final long serialVersionUID = 1L;
    private static final StateDescriptor<ReducingState<Long>> COUNT =
            StateDescriptor.reducing("count", Long::sum, Long.class);

    private final long records;

    private CountTrigger(long records) {
        this.records = records;
    }

    /** Returns a trigger that fires every {@code records} records. */
    public static CountTrigger of(long records) {
        if (records < 1) {
            throw new IllegalArgumentException(
                    "A count trigger needs at least one record: records=" + records);
        }
        return new CountTrigger(records);
    }

    @Override
    public TriggerResult onElement(Object record, long timestamp, Window window, Context context)
            throws Exception {
        ReducingState<Long> state = context.partitionedState(COUNT);
        state.add(1L);
        Long count = state.get();
        if (count == null || count < records) {
            return TriggerResult.CONTINUE;
        }
        state.clear();
        return TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) {
        return TriggerResult.CONTINUE;
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
        context.mergePartitionedState(COUNT);
    }

    @Override
    public void clear(Window window, Context context) {
        context.partitionedState(COUNT).clear();
    }

    @Override
    public String toString() {
        return "CountTrigger(" + records + ")";
    }
}
