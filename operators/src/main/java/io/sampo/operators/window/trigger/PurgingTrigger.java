/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.trigger;

import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.TriggerResult;
import io.sampo.operators.window.Window;

/**
 * Does what another trigger does, and drops the contents of the window whenever it fires.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 */
public final class PurgingTrigger<T, W extends Window> extends Trigger<T, W> {
    private static final long serialVersionUID = 1L;

    private final Trigger<T, W> trigger;

    private PurgingTrigger(Trigger<T, W> trigger) {
        this.trigger = trigger;
    }

    /** Returns {@code trigger} with purging. */
    public static <T, W extends Window> PurgingTrigger<T, W> of(Trigger<T, W> trigger) {
        return new PurgingTrigger<>(trigger);
    }

    private static TriggerResult purging(TriggerResult result) {
        return result.isFire() ? TriggerResult.FIRE_AND_PURGE : result;
    }

    @Override
    public TriggerResult onElement(T record, long timestamp, W window, Context context)
            throws Exception {
        return purging(trigger.onElement(record, timestamp, window, context));
    }

    @Override
    public TriggerResult onEventTime(long time, W window, Context context) throws Exception {
        return purging(trigger.onEventTime(time, window, context));
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, Context context) throws Exception {
        return purging(trigger.onProcessingTime(time, window, context));
    }

    @Override
    public boolean canMerge() {
        return trigger.canMerge();
    }

    @Override
    public void onMerge(W window, MergeContext context) throws Exception {
        trigger.onMerge(window, context);
    }

    @Override
    public void clear(W window, Context context) throws Exception {
        trigger.clear(window, context);
    }

    @Override
    public String toString() {
        return "PurgingTrigger(" + trigger + ")";
    }
}
