/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.trigger;

import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.TriggerResult;
import io.sampo.operators.window.Window;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.time.Duration;

/**
 * Fires when another trigger does, or else when the clock shows that a window with records has
 * waited too long for it (SEMANTICS rule 30). Fires at every timer of event time, the window's end
 * included. For windows that do not merge.
 *
 * <p>To begin anew after each firing, purge outside: {@code
 * PurgingTrigger.of(ProcessingTimeoutTrigger.of(CountTrigger.of(100), Duration.ofSeconds(1)))}.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 */
public final class ProcessingTimeoutTrigger<T, W extends Window> extends Trigger<T, W> {
    private static final long serialVersionUID = 1L;
    private static final StateDescriptor<ValueState<Long>> TIMEOUT =
            StateDescriptor.value("timeout", Long.class);

    private final Trigger<T, W> trigger;
    private final long timeoutMillis;
    private final boolean resetTimerOnNewRecord;
    private final boolean shouldClearOnTimeout;

    private ProcessingTimeoutTrigger(
            Trigger<T, W> trigger,
            long timeoutMillis,
            boolean resetTimerOnNewRecord,
            boolean shouldClearOnTimeout) {
        this.trigger = trigger;
        this.timeoutMillis = timeoutMillis;
        this.resetTimerOnNewRecord = resetTimerOnNewRecord;
        this.shouldClearOnTimeout = shouldClearOnTimeout;
    }

    /**
     * Returns {@code trigger} with a timeout from the first record on since it fired last. When the
     * time is over, {@code trigger} forgets what it has seen.
     */
    public static <T, W extends Window> ProcessingTimeoutTrigger<T, W> of(
            Trigger<T, W> trigger, Duration timeout) {
        return of(trigger, timeout, false, true);
    }

    /**
     * Returns {@code trigger} with a timeout.
     *
     * @param resetTimerOnNewRecord whether the time is counted from the last record instead of from
     *     the first
     * @param shouldClearOnTimeout whether {@code trigger} forgets what it has seen when the time is
     *     over
     */
    public static <T, W extends Window> ProcessingTimeoutTrigger<T, W> of(
            Trigger<T, W> trigger,
            Duration timeout,
            boolean resetTimerOnNewRecord,
            boolean shouldClearOnTimeout) {
        return new ProcessingTimeoutTrigger<>(
                trigger,
                TriggerTimes.millis("timeout", timeout),
                resetTimerOnNewRecord,
                shouldClearOnTimeout);
    }

    @Override
    public TriggerResult onElement(T record, long timestamp, W window, Context context)
            throws Exception {
        TriggerResult result = trigger.onElement(record, timestamp, window, context);
        if (result.isFire()) {
            clear(window, context);
            return result;
        }
        ValueState<Long> timeout = context.partitionedState(TIMEOUT);
        Long set = timeout.value();
        if (set != null && !resetTimerOnNewRecord) {
            return result;
        }
        if (set != null) {
            context.deleteProcessingTimeTimer(set);
        }
        long next = context.currentProcessingTime() + timeoutMillis;
        timeout.update(next);
        context.registerProcessingTimeTimer(next);
        return result;
    }

    @Override
    public TriggerResult onEventTime(long time, W window, Context context) throws Exception {
        return timedOut(trigger.onEventTime(time, window, context), window, context);
    }

    @Override
    public TriggerResult onProcessingTime(long time, W window, Context context) throws Exception {
        return timedOut(trigger.onProcessingTime(time, window, context), window, context);
    }

    private TriggerResult timedOut(TriggerResult result, W window, Context context)
            throws Exception {
        if (shouldClearOnTimeout) {
            clear(window, context);
        } else {
            clearTimeout(context);
        }
        return result.isPurge() ? TriggerResult.FIRE_AND_PURGE : TriggerResult.FIRE;
    }

    @Override
    public void clear(W window, Context context) throws Exception {
        clearTimeout(context);
        trigger.clear(window, context);
    }

    private static void clearTimeout(Context context) {
        ValueState<Long> timeout = context.partitionedState(TIMEOUT);
        Long set = timeout.value();
        if (set != null) {
            context.deleteProcessingTimeTimer(set);
            timeout.clear();
        }
    }

    @Override
    public String toString() {
        return "ProcessingTimeoutTrigger("
                + trigger
                + ", "
                + Duration.ofMillis(timeoutMillis)
                + ")";
    }
}
