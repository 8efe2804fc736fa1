/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.core.function.Function;
import io.sampo.state.backend.NamespaceType;
import java.util.List;

/**
 * Says which windows a record belongs to. Each subtask has a copy of its own.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 */
public interface WindowAssigner<T, W extends Window> extends Function {
    /**
     * Returns the windows of one record; it may have none. Must give the same windows for the same
     * arguments.
     *
     * @param timestamp the record's event time, {@code Long.MIN_VALUE} if it has none
     * @param processingTime the wall-clock time in milliseconds
     */
    List<W> assign(T record, long timestamp, long processingTime);

    /** Returns what fires these windows if the user does not say. */
    Trigger<? super T, ? super W> defaultTrigger();

    /** Returns how the windows are stored. */
    NamespaceType<W> windowType();

    /** Returns whether windows end by event time; if not, by processing time. */
    boolean isEventTime();
}
