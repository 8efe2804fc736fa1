/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.timer;

/** Times, and timers of the current key. A timer is set once for each (key, timestamp). */
public interface TimerService {
    /** Returns the wall-clock time in milliseconds. */
    long currentProcessingTime();

    /** Returns the watermark, or {@code Long.MIN_VALUE} before the first. */
    long currentWatermark();

    /** Sets a timer that fires when the clock passes {@code timestamp}, in milliseconds. */
    void registerProcessingTimeTimer(long timestamp);

    /**
     * Sets a timer that fires when the watermark passes {@code timestamp}; one that is not in the
     * future fires with the next watermark.
     */
    void registerEventTimeTimer(long timestamp);

    /** Removes a timer, if it is set. */
    void deleteProcessingTimeTimer(long timestamp);

    /** Removes a timer, if it is set. */
    void deleteEventTimeTimer(long timestamp);
}
