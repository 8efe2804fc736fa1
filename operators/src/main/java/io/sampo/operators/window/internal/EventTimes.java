/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;

/** Refuses records without a timestamp where windows need one (SEMANTICS rule 21). */
public final class EventTimes {
    private EventTimes() {}

    /** Throws if there is no timestamp. */
    public static void check(long timestamp) {
        if (timestamp == Long.MIN_VALUE) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A record without a timestamp came to a window of event time. Give the source (or"
                            + " the stream, by assignTimestampsAndWatermarks) a watermark strategy with"
                            + " a timestamp assigner, or use windows of processing time.");
        }
    }
}
