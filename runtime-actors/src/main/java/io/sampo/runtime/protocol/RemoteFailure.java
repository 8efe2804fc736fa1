/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.protocol;

import org.jspecify.annotations.Nullable;

/**
 * An exception of another node, whose class may not be known here: says what it said, with its
 * stack trace.
 */
public final class RemoteFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    RemoteFailure(String text, @Nullable Throwable cause) {
        super(text, cause);
        this.text = text;
    }

    /** Returns what the exception's own text was. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // it holds the other one's class already
    public String toString() {
        return text;
    }
}
