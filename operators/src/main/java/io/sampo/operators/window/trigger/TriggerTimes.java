/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.trigger;

import io.sampo.state.ReducingState;
import io.sampo.state.StateDescriptor;
import java.time.Duration;

/** When triggers fire that do so again and again. */
final class TriggerTimes {
    /** The time that a window is to fire at next; of windows that merge it is the earliest. */
    static final StateDescriptor<ReducingState<Long>> FIRE_TIME =
            StateDescriptor.reducing("fire-time", Math::min, Long.class);

    private TriggerTimes() {}

    static long millis(String name, Duration duration) {
        long millis;
        try {
            millis = duration.toMillis();
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "A duration of a trigger is too long: " + name + "=" + duration, tooLong);
        }
        if (millis <= 0) {
            throw new IllegalArgumentException(
                    "The "
                            + name
                            + " of a trigger must be at least one millisecond: "
                            + name
                            + "="
                            + duration);
        }
        return millis;
    }

    /**
     * Returns the first multiple of {@code interval} after {@code time}, but not more than {@code
     * last}. Before 1970 it may be the second one, as in Flink.
     */
    static long next(long time, long interval, long last) {
        long begun = time - time % interval;
        return begun > last - interval ? last : begun + interval;
    }
}
