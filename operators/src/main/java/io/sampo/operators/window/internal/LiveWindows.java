/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.TriggerResult;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowAssigner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows of any kind with any trigger (SEMANTICS rules 24 to 33).
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 * @param <V> type of what the windows hold
 */
final class LiveWindows<T, W extends Window, V>
        implements WindowLogic<T, W>, MergingWindows.MergeListener<W> {
    private final WindowAssigner<? super T, W> assigner;
    private final WindowTimes<W> times;
    private final KeyedTimers<W> timers;
    private final TriggerCalls<T, W> trigger;
    private final @Nullable MergingWindows<W> merging;
    private final WindowContents<T, W, V> contents;
    private final WindowResults<W, V> results;

    LiveWindows(
            WindowAssigner<? super T, W> assigner,
            WindowTimes<W> times,
            KeyedTimers<W> timers,
            TriggerCalls<T, W> trigger,
            @Nullable MergingWindows<W> merging,
            WindowContents<T, W, V> contents,
            WindowResults<W, V> results) {
        this.assigner = assigner;
        this.times = times;
        this.timers = timers;
        this.trigger = trigger;
        this.merging = merging;
        this.contents = contents;
        this.results = results;
    }

    @Override
    public boolean take(T record, long timestamp) throws Exception {
        List<W> windows = assigner.assign(record, timestamp, timers.currentProcessingTime());
        boolean taken = false;
        if (merging != null) {
            merging.load();
        }
        for (int i = 0; i < windows.size(); i++) {
            W assigned = windows.get(i);
            W window = merging == null ? assigned : merging.add(assigned, this);
            if (times.isLate(window)) {
                if (merging != null) {
                    merging.retire(window);
                }
                continue;
            }
            taken = true;
            W stateWindow = stateWindowOf(window);
            contents.add(stateWindow, record, timestamp);
            act(trigger.onElement(record, timestamp, window), window, stateWindow);
            times.registerCleanup(window);
        }
        if (merging != null) {
            merging.persist();
        }
        return taken || !times.isLate(timestamp);
    }

    private W stateWindowOf(W window) {
        if (merging == null) {
            return window;
        }
        W found = merging.stateWindowOf(window);
        if (found == null) {
            throw new IllegalStateException("A live window is not in the set: window=" + window);
        }
        return found;
    }

    private void act(TriggerResult result, W window, W stateWindow) throws Exception {
        if (result.isFire()) {
            V value = contents.get(stateWindow);
            if (value != null) {
                results.emit(window, value);
                contents.emitted(stateWindow, value);
            }
        }
        if (result.isPurge()) {
            contents.clear(stateWindow);
        }
    }

    @Override
    public void onMerge(W result, List<W> merged, W stateWindow, List<W> mergedStateWindows)
            throws Exception {
        if (times.isLate(result)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Windows were merged into one that has gone already: window="
                            + result
                            + " merged="
                            + merged
                            + " currentWatermark="
                            + timers.watermarkOfKey()
                            + ". A merged window must not end before those it is made of.");
        }
        trigger.onMerge(result, merged);
        for (W gone : merged) {
            times.deleteCleanup(gone);
        }
        contents.merge(stateWindow, mergedStateWindows);
    }

    @Override
    public void onTimer(long timestamp, W window, boolean eventTime) throws Exception {
        W stateWindow = window;
        if (merging != null) {
            merging.load();
            W found = merging.stateWindowOf(window);
            if (found == null) {
                // It has become part of another window, and the trigger did not delete this timer.
                return;
            }
            stateWindow = found;
        }
        TriggerResult result =
                eventTime
                        ? trigger.onEventTime(timestamp, window)
                        : trigger.onProcessingTime(timestamp, window);
        act(result, window, stateWindow);
        times.keepCleanup(window, timestamp, eventTime);
        if (eventTime == times.isEventTime() && timestamp == times.cleanupTime(window)) {
            contents.clear(stateWindow);
            trigger.clear(window);
            results.clear(window);
            if (merging != null) {
                merging.retire(window);
                merging.persist();
            }
        }
    }
}
