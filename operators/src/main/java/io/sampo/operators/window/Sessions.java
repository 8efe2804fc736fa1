/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;

/** The session of a single record (SEMANTICS rule 24). */
final class Sessions {
    private Sessions() {}

    static <T> TimeWindow of(T record, long time, SessionGap<T> gap) {
        long millis = gap.gapMillis(record);
        if (millis <= 0) {
            throw new StreamException(
                    ErrorCode.USER_FUNCTION,
                    "The gap of a session must be at least one millisecond: gapMillis=" + millis);
        }
        return new TimeWindow(time, time + millis);
    }
}
