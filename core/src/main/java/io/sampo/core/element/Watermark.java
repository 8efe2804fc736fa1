/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.element;

/**
 * Asserts that no more records with a timestamp at or below {@code timestamp} will come on this
 * channel; those that come all the same are late.
 *
 * @param timestamp milliseconds of event time
 */
public record Watermark(long timestamp) implements ControlElement {
    /** The watermark before any other. */
    public static final long MIN = Long.MIN_VALUE;

    /** The watermark at the end of all time, sent when a bounded input has ended. */
    public static final long MAX = Long.MAX_VALUE;
}
