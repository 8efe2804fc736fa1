/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.error;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of the engine. Its message names the values ({@code name=value}), the place and
 * the way out; its cause is the user's or the outside system's own exception, never replaced.
 */
public final class StreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** Creates an error that has no other cause. */
    public StreamException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** Creates an error with the exception that led to it. */
    public StreamException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Returns what kind of error this is. */
    public ErrorCode code() {
        return code;
    }

    /**
     * Returns the text of a cause, or its message, to stand inside a sentence: a full stop at its
     * end is left out.
     */
    public static String withoutFullStop(@Nullable Object cause) {
        String text = String.valueOf(cause);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** Returns the code of {@code failure}, or {@link ErrorCode#INTERNAL} if it carries none. */
    public static ErrorCode codeOf(Throwable failure) {
        return failure instanceof StreamException known ? known.code : ErrorCode.INTERNAL;
    }
}
