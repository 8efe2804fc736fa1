/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;

/** Tells lines that are malformed from classes that Jackson cannot handle at all. */
final class JacksonFailures {
    private JacksonFailures() {}

    /**
     * Returns why a line is malformed. Jackson counts lines from the start of what it was given, so
     * of its location only the column is right.
     */
    static MalformedLineException explain(JsonProcessingException failure, Class<?> type) {
        if (failure instanceof InvalidDefinitionException) {
            throw unfit(failure, type);
        }
        JsonLocation location = failure.getLocation();
        String column =
                location == null || location.getColumnNr() < 1
                        ? ""
                        : " (column " + location.getColumnNr() + ")";
        return new MalformedLineException(failure.getOriginalMessage() + column, failure);
    }

    /** Returns the error for a class that cannot be read or written, whatever the data. */
    static StreamException unfit(JsonProcessingException failure, Class<?> type) {
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "Jackson cannot handle a class: class="
                        + type.getName()
                        + " reason="
                        + StreamException.withoutFullStop(failure.getOriginalMessage())
                        + ". Use a record, or a class with a public constructor without parameters and"
                        + " getters and setters.",
                failure);
    }
}
