/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.backend.NamespaceType;

/** The one window that holds all records of a key, and has no end. */
public record GlobalWindow() implements Window {
    /** The one instance. */
    public static final GlobalWindow INSTANCE = new GlobalWindow();

    private static final NamespaceType<GlobalWindow> TYPE =
            new NamespaceType<>() {
                @Override
                public String name() {
                    return "global-window";
                }

                @Override
                public void write(GlobalWindow window, BinaryOutput target) {}

                @Override
                public GlobalWindow read(BinaryInput source) {
                    return INSTANCE;
                }
            };

    /** Returns how the window is stored. */
    public static NamespaceType<GlobalWindow> type() {
        return TYPE;
    }

    /** Returns {@code Long.MAX_VALUE}: results of this window have the last of all timestamps. */
    @Override
    public long maxTimestamp() {
        return Long.MAX_VALUE;
    }
}
