/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;

/**
 * What to send on after inputs were combined. The names tell the order where there are two: a
 * watermark counts only while its stream is active.
 */
public enum WatermarkChange {
    /** Nothing. */
    NONE,
    /** The combined watermark has grown. */
    WATERMARK,
    /** All inputs are idle now. */
    IDLE,
    /** An input is active again. */
    ACTIVE,
    /** First the grown watermark, then idleness. */
    WATERMARK_THEN_IDLE,
    /** First activity, then the grown watermark. */
    ACTIVE_THEN_WATERMARK;

    /** Returns whether the combined watermark has grown. */
    public boolean growsWatermark() {
        return this == WATERMARK || this == WATERMARK_THEN_IDLE || this == ACTIVE_THEN_WATERMARK;
    }

    /** Returns whether the combined status is another. */
    public boolean changesStatus() {
        return this != NONE && this != WATERMARK;
    }

    /** Returns the change from {@code before} to {@code after}. */
    static WatermarkChange of(boolean grows, WatermarkStatus before, WatermarkStatus after) {
        if (before == after) {
            return grows ? WATERMARK : NONE;
        }
        if (after == WatermarkStatus.IDLE) {
            return grows ? WATERMARK_THEN_IDLE : IDLE;
        }
        return grows ? ACTIVE_THEN_WATERMARK : ACTIVE;
    }
}
