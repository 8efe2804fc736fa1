/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.state.backend.NamespaceType;

/**
 * Assigns windows of time that end by event time.
 *
 * @param <T> type of the records
 */
interface EventTimeAssigner<T> extends WindowAssigner<T, TimeWindow> {
    @Override
    default Trigger<Object, Window> defaultTrigger() {
        return EventTimeTrigger.create();
    }

    @Override
    default NamespaceType<TimeWindow> windowType() {
        return TimeWindow.type();
    }

    @Override
    default boolean isEventTime() {
        return true;
    }
}
