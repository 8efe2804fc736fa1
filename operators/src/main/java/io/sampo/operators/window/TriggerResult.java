/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

/** What a trigger wants done with its window. */
public enum TriggerResult {
    /** Nothing. */
    CONTINUE(false, false),
    /** Compute and emit the result; the contents stay. */
    FIRE(true, false),
    /**
     * Drop the contents. The window, its timers and what the trigger remembers stay; {@link
     * Trigger#clear} is not called.
     */
    PURGE(false, true),
    /** First {@link #FIRE}, then {@link #PURGE}. */
    FIRE_AND_PURGE(true, true);

    private final boolean fire;
    private final boolean purge;

    TriggerResult(boolean fire, boolean purge) {
        this.fire = fire;
        this.purge = purge;
    }

    /** Returns whether the result is to be emitted. */
    public boolean isFire() {
        return fire;
    }

    /** Returns whether the contents are to be dropped. */
    public boolean isPurge() {
        return purge;
    }
}
