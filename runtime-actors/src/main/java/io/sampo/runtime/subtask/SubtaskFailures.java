/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;

/** Says where in the input a subtask failed. */
final class SubtaskFailures {
    private SubtaskFailures() {}

    /** Returns the failure with the position of the record that was being processed. */
    static StreamException atRecord(Exception failure, long position, int attempt) {
        ErrorCode code = StreamException.codeOf(failure);
        if (code == ErrorCode.CANCELLED) {
            return (StreamException) failure;
        }
        String where = " (record " + position + " of this subtask in attempt " + attempt + ")";
        Throwable cause =
                failure instanceof StreamException known && known.getCause() != null
                        ? known.getCause()
                        : failure;
        return new StreamException(code, failure.getMessage() + where, cause);
    }
}
