/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import java.io.Serializable;

/**
 * What a source of any engine emits, each event made from its index. Called by the readers of the
 * source, each from its own thread.
 *
 * @param <T> type of the events
 */
@FunctionalInterface
public interface Events<T> extends Serializable {
    /** Returns event {@code index}. */
    T event(long index);

    /** Returns for how many nanoseconds event {@code index} is not due yet; 0 or less if it is. */
    default long notDueFor(long index) {
        return 0;
    }
}
