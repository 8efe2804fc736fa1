/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import org.jspecify.annotations.Nullable;

/** A line that is not what the format expects. Its message says why, without the line itself. */
public final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates one that has no other cause. */
    public MalformedLineException(String reason) {
        this(reason, null);
    }

    /** Creates one with the exception that led to it. */
    public MalformedLineException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
