/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.state.ListState;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.util.List;

/**
 * How windows are kept in the state. Stored with it, since slices mean something else, or nothing,
 * to another kind of windows.
 */
final class WindowLayout {
    /** Each window by itself; tells by itself when it ends. */
    static final String WINDOWS = "windows";

    /** Each window by itself, as a list of its records with their timestamps. */
    static final String RECORDS = "records";

    private WindowLayout() {}

    /** Checks that the restored state is kept in the same way, and stores which one it is. */
    static void bind(OperatorContext context, String layout) {
        ListState<String> stored =
                context.operatorState()
                        .list("window-layout", TypeInfo.of(String.class), Distribution.UNION);
        for (String former : stored.get()) {
            if (!former.equals(layout)) {
                throw new StreamException(
                        ErrorCode.STATE_INCOMPATIBLE,
                        "The windows were changed in a way that their state does not survive:"
                                + " operator="
                                + context.operator()
                                + " stored=["
                                + former
                                + "] program=["
                                + layout
                                + "]. Keep size, slide, offset, trigger, evictor, lateness and kind of"
                                + " function as they were, or give the operator another name and begin anew.");
            }
        }
        stored.update(List.of(layout));
    }
}
