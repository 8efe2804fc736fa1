/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.state.backend.NamespaceType;
import java.util.List;

/**
 * Puts all records of a key into one window without end. It never goes, and what is in it stays
 * unless a trigger purges it or an evictor drops it. Its results have the last of all timestamps,
 * {@code Long.MAX_VALUE}, so operators of event time behind it need new ones: by {@code
 * assignTimestampsAndWatermarks}.
 *
 * @param defaultTrigger fires the window if the user does not say
 */
public record GlobalWindows(Trigger<Object, Window> defaultTrigger)
        implements WindowAssigner<Object, GlobalWindow> {

    /** Returns windows that never fire; give them a trigger that does. */
    public static GlobalWindows create() {
        return new GlobalWindows(new NeverTrigger());
    }

    /** Returns windows that fire once, at the end of the input. */
    public static GlobalWindows createWithEndOfStreamTrigger() {
        // The end of a global window is the end of event time.
        return new GlobalWindows(EventTimeTrigger.create());
    }

    @Override
    public List<GlobalWindow> assign(Object record, long timestamp, long processingTime) {
        return List.of(GlobalWindow.INSTANCE);
    }

    @Override
    public NamespaceType<GlobalWindow> windowType() {
        return GlobalWindow.type();
    }

    /** Returns false: records need no timestamps, and none is ever late. */
    @Override
    public boolean isEventTime() {
        return false;
    }

    private static final class NeverTrigger extends Trigger<Object, Window> {
        private static final long serialVersionUID = 1L;

        @Override
        public TriggerResult onElement(
                Object record, long timestamp, Window window, Context context) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, Context context) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onProcessingTime(long time, Window window, Context context) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public void clear(Window window, Context context) {}

        @Override
        public String toString() {
            return "NeverTrigger";
        }
    }
}
