/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.element.ControlElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes frames for tests of channels, also in other packages. */
public final class Frames {
    private Frames() {}

    /** Returns a frame of records whose timestamps are 1000, 1001 and so on. */
    public static Frame of(Object... records) {
        return withControl(null, records);
    }

    /** Returns a frame of records that ends in a control element. */
    public static Frame withControl(@Nullable ControlElement control, Object... records) {
        Frame frame = new Frame(records.length, false);
        for (int i = 0; i < records.length; i++) {
            frame.add(records[i], 1000 + i, null, 0);
        }
        frame.control = control;
        return frame;
    }

    /** Returns a frame whose records are their own keys, with room for more. */
    public static Frame keyed(long[] timestamps, Object... records) {
        Frame frame = new Frame(records.length + 3, true);
        for (int i = 0; i < records.length; i++) {
            frame.add(records[i], timestamps[i], records[i], records[i].hashCode());
        }
        return frame;
    }

    /** Returns all that a frame holds, as text. */
    public static String describe(Frame frame) {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < frame.size; i++) {
            parts.add(text(frame.records[i]) + "@" + frame.timestamp(i));
            if (frame.keys != null) {
                parts.add("key " + text(frame.keys[i]) + "#" + frame.keyHashes[i]);
            }
        }
        parts.add(frame.control);
        return (frame.keys != null) + parts.toString();
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes
                ? bytes.length + " bytes " + Arrays.hashCode(bytes)
                : value + " " + value.getClass().getSimpleName();
    }
}
