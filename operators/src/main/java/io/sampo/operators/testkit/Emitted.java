/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.element.WatermarkStatus;

/** Something that an operator has emitted. */
public sealed interface Emitted {
    /**
     * A record.
     *
     * @param value the record itself
     * @param timestamp {@code Long.MIN_VALUE} if it has none
     */
    record Result(Object value, long timestamp) implements Emitted {}

    /**
     * A record of a side output.
     *
     * @param tag name of the side output
     * @param value the record itself
     * @param timestamp {@code Long.MIN_VALUE} if it has none
     */
    record Side(String tag, Object value, long timestamp) implements Emitted {}

    /**
     * A watermark.
     *
     * @param timestamp milliseconds of event time
     */
    record Mark(long timestamp) implements Emitted {}

    /**
     * A change of activity.
     *
     * @param status the new one
     */
    record Activity(WatermarkStatus status) implements Emitted {}
}
