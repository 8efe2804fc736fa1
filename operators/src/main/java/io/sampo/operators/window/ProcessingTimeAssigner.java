/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.state.backend.NamespaceType;

/**
 * Assigns windows of time that end by processing time.
 *
 * @param <T> type of the records
 */
interface ProcessingTimeAssigner<T> extends WindowAssigner<T, TimeWindow> {
    @Override
    default Trigger<Object, Window> defaultTrigger() {
        return ProcessingTimeTrigger.create();
    }

    @Override
    default NamespaceType<TimeWindow> windowType() {
        return TimeWindow.type();
    }

    @Override
    default boolean isEventTime() {
        return false;
    }
}
