/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.window.TimeWindow;
import io.sampo.state.ListState;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.util.List;

/**
 * How windows are kept in the state. Stored with it, since slices mean something else, or nothing,
 * to another kind of windows.
 */
final class WindowLayout {
    /** Each window by itself; tells by itself when it ends. Each key of it has a timer. */
    static final String WINDOWS = "windows";

    /** As {@link #WINDOWS}, but keys have no timers: tables by window tell which there are. */
    static final String WINDOWS_BY_TIME = "windows by time";

    /** Each window by itself, as a list of its records with their timestamps. */
    static final String RECORDS = "records";

    private final OperatorContext context;
    private final ListState<String> stored;

    /** Binds to the operator's state; to be created, once, when the operator opens. */
    WindowLayout(OperatorContext context) {
        this.context = context;
        stored =
                context.operatorState()
                        .list("window-layout", TypeInfo.of(String.class), Distribution.UNION);
    }

    /** Checks that the restored state is kept in the same way, and stores which one it is. */
    void bind(String layout) {
        choose(layout);
        store(layout);
    }

    /**
     * Returns how the restored state is kept, which must be one of some ways; the first of them if
     * there is none.
     */
    String choose(String... layouts) {
        String found = layouts[0];
        for (String former : stored.get()) {
            if (!List.of(layouts).contains(former)) {
                throw new StreamException(
                        ErrorCode.STATE_INCOMPATIBLE,
                        "The windows were changed in a way that their state does not survive:"
                                + " operator="
                                + context.operator()
                                + " stored=["
                                + former
                                + "] program=["
                                + layouts[0]
                                + "]. Keep size, slide, offset, trigger, evictor, lateness and kind of"
                                + " function as they were, or give the operator another name and begin anew.");
            }
            found = former;
        }
        return found;
    }

    /** Stores in which way the state is kept from now on. */
    void store(String layout) {
        stored.update(List.of(layout));
    }

    /** Returns what to throw for a timer where keys have none. */
    static IllegalStateException unexpectedTimer(long timestamp, TimeWindow window) {
        return new IllegalStateException(
                "A timer fired where windows have none: timestamp="
                        + timestamp
                        + " window="
                        + window);
    }
}
