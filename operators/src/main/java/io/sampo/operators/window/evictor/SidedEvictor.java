/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.evictor;

import io.sampo.operators.function.TimestampedValue;
import io.sampo.operators.window.Evictor;
import io.sampo.operators.window.Window;

/** Evicts on one side of the window's function: before it or after it. */
abstract class SidedEvictor<T> implements Evictor<T, Window> {
    private static final long serialVersionUID = 1L;

    private final boolean after;

    SidedEvictor(boolean after) {
        this.after = after;
    }

    abstract void evict(Iterable<TimestampedValue<T>> elements, int size);

    @Override
    public final void evictBefore(
            Iterable<TimestampedValue<T>> elements, int size, Window window, Context context) {
        if (!after) {
            evict(elements, size);
        }
    }

    @Override
    public final void evictAfter(
            Iterable<TimestampedValue<T>> elements, int size, Window window, Context context) {
        if (after) {
            evict(elements, size);
        }
    }

    /** Returns what {@code toString} ends with. */
    final String side() {
        return after ? " after the function" : "";
    }
}
