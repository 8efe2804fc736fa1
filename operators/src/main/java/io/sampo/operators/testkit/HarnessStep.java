/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.element.WatermarkStatus;

/**
 * Something that happens to an operator.
 *
 * @param <I> type of the operator's input
 */
public sealed interface HarnessStep<I> {
    /**
     * A record comes.
     *
     * @param value the record itself
     * @param timestamp {@code Long.MIN_VALUE} if it has none
     */
    record Element<I>(I value, long timestamp) implements HarnessStep<I> {}

    /**
     * A watermark comes.
     *
     * @param timestamp milliseconds of event time
     */
    record Mark<I>(long timestamp) implements HarnessStep<I> {}

    /**
     * The input becomes idle or active.
     *
     * @param status the new status
     */
    record Activity<I>(WatermarkStatus status) implements HarnessStep<I> {}

    /**
     * The clock moves on.
     *
     * @param millis to this time
     */
    record Time<I>(long millis) implements HarnessStep<I> {}

    /** The input ends, after the last of all watermarks. */
    record End<I>() implements HarnessStep<I> {}

    /** Returns a step with a record. */
    static <I> HarnessStep<I> record(I value, long timestamp) {
        return new Element<>(value, timestamp);
    }

    /** Returns a step with a watermark. */
    static <I> HarnessStep<I> watermark(long timestamp) {
        return new Mark<>(timestamp);
    }

    /** Returns a step that moves the clock. */
    static <I> HarnessStep<I> time(long millis) {
        return new Time<>(millis);
    }

    /** Returns the last step. */
    static <I> HarnessStep<I> end() {
        return new End<>();
    }
}
