/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.core.time.Clock;

/**
 * The time of an event. What is measured and waited for goes by {@code nanos}, which never goes
 * back; what people read goes by {@code millis}.
 *
 * @param millis wall-clock time
 * @param nanos as {@link Clock#nanoTime()}
 */
public record Now(long millis, long nanos) {
    /** Returns the time that {@code clock} shows. */
    public static Now of(Clock clock) {
        return new Now(clock.currentTimeMillis(), clock.nanoTime());
    }
}
