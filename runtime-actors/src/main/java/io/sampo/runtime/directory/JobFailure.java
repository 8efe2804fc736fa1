/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;

/** A failure as one line of text, its code first: so it is stored, and told to those who ask. */
public final class JobFailure {
    private static final String AFTER_CODE = ": ";

    private JobFailure() {}

    /** Returns the code and the message. */
    public static String textOf(Throwable failure) {
        String message = failure.getMessage();
        return StreamException.codeOf(failure)
                + AFTER_CODE
                + (message == null ? failure.toString() : message);
    }

    /**
     * Returns what such a text tells.
     *
     * @param otherwise the code if the text begins with none
     */
    public static StreamException ofText(String text, ErrorCode otherwise) {
        int end = text.indexOf(AFTER_CODE);
        for (ErrorCode code : ErrorCode.values()) {
            if (end > 0 && code.name().equals(text.substring(0, end))) {
                String message = text.substring(end + AFTER_CODE.length());
                return new StreamException(code, message.strip());
            }
        }
        return new StreamException(otherwise, text.strip());
    }
}
