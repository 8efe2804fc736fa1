/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.Window;

/** When windows are late, and when they go (SEMANTICS rules 27, 28 and 32). */
final class WindowTimes<W extends Window> {
    private final boolean eventTime;
    private final long allowedLateness;
    private final KeyedTimers<W> timers;

    WindowTimes(boolean eventTime, long allowedLateness, KeyedTimers<W> timers) {
        this.eventTime = eventTime;
        this.allowedLateness = allowedLateness;
        this.timers = timers;
    }

    boolean isEventTime() {
        return eventTime;
    }

    /** Returns when the window goes; {@code Long.MAX_VALUE} is never. */
    long cleanupTime(W window) {
        return eventTime ? withLateness(window.maxTimestamp()) : window.maxTimestamp();
    }

    private long withLateness(long timestamp) {
        return timestamp > Long.MAX_VALUE - allowedLateness
                ? Long.MAX_VALUE
                : timestamp + allowedLateness;
    }

    /** Returns whether the window has gone already. */
    boolean isLate(W window) {
        return eventTime && cleanupTime(window) <= timers.watermarkOfKey();
    }

    /** Returns whether a record that no window took is late. */
    boolean isLate(long timestamp) {
        return eventTime && withLateness(timestamp) <= timers.watermarkOfKey();
    }

    void registerCleanup(W window) {
        long time = cleanupTime(window);
        if (time == Long.MAX_VALUE) {
            return;
        }
        if (eventTime) {
            timers.registerEventTimeTimer(time, window);
        } else {
            timers.registerProcessingTimeTimer(time, window);
        }
    }

    /**
     * Sets the cleanup again after a trigger was called: it may have deleted a timer of its own
     * that was set for the same time. Does nothing for a window that is to go now, or has gone.
     *
     * @param timestamp of the timer that fires
     * @param byEventTime whether that is one of event time
     */
    void keepCleanup(W window, long timestamp, boolean byEventTime) {
        long now = timestamp;
        if (byEventTime != eventTime) {
            now = eventTime ? timers.watermarkOfKey() : timers.currentProcessingTime();
        }
        if (cleanupTime(window) > now) {
            registerCleanup(window);
        }
    }

    void deleteCleanup(W window) {
        long time = cleanupTime(window);
        if (time == Long.MAX_VALUE) {
            return;
        }
        if (eventTime) {
            timers.deleteEventTimeTimer(time, window);
        } else {
            timers.deleteProcessingTimeTimer(time, window);
        }
    }
}
