/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import org.jspecify.annotations.Nullable;

/** Checks shared by the views. */
final class ViewChecks {
    private ViewChecks() {}

    /** Returns the namespace of a view, which must have been set. */
    static <N> N namespace(@Nullable N namespace) {
        if (namespace == null) {
            throw new StreamException(
                    ErrorCode.INTERNAL,
                    "State was used before its namespace was set; this is a bug of the operator");
        }
        return namespace;
    }

    /** Returns what a user function gave, which must not be null. */
    static <T> T result(String state, @Nullable T result) {
        if (result == null) {
            throw nullRefused(state, "result of its function");
        }
        return result;
    }

    static StreamException nullRefused(String state, String what) {
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "State cannot hold null: state='"
                        + state
                        + "' "
                        + what
                        + "=null. Remove it instead.");
    }
}
