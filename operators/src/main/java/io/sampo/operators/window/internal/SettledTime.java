/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.process.KeyedTimers;

/**
 * Says cheaply, for each record, that no window which has fired can have had its slice. After a
 * restore with another parallelism a key may have fired windows that are not over yet for the
 * watermark of its new subtask, up to the highest watermark that the checkpoint holds.
 */
final class SettledTime {
    private final KeyedTimers<?> timers;

    SettledTime(KeyedTimers<?> timers) {
        this.timers = timers;
    }

    /** Returns whether a window may have fired that has a slice up to its last timestamp. */
    boolean mayHaveFired(long last) {
        return last <= timers.currentWatermark() || last <= timers.highestRestoredWatermark();
    }
}
