/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Combines the watermarks of the splits of one source subtask, or of the inputs of an operator with
 * several (SEMANTICS rule 13): the minimum over the active ones; once all are idle, the maximum
 * over all. One at its end, with the last of all watermarks, neither holds the others back nor
 * speaks for them. Unlike {@link WatermarkCombiner}, its inputs come and go, and a watermark makes
 * its input active.
 *
 * <p>Without inputs it changes nothing: whether a source without splits is idle is for the source
 * to decide. Pure: it tells the caller what to send on. Linear in the number of inputs, and meant
 * for periodic watermarks. Confined to one thread.
 */
public final class SplitWatermarks {
    private final Map<String, Input> inputs = new LinkedHashMap<>();
    private long combined;
    private WatermarkStatus status = WatermarkStatus.ACTIVE;

    /**
     * Creates a combiner without inputs.
     *
     * @param floor the watermark that the checkpoint holds, below and at which nothing is sent on
     *     again; {@code Long.MIN_VALUE} at a new start
     */
    public SplitWatermarks(long floor) {
        combined = floor;
    }

    /** Returns the combined watermark, {@code Long.MIN_VALUE} before the first. */
    public long watermark() {
        return combined;
    }

    /** Returns the combined status. */
    public WatermarkStatus status() {
        return status;
    }

    /** Returns the last watermark of an input, to be kept in its state. */
    public long watermarkOf(String input) {
        return find(input).watermark;
    }

    /** Returns whether an input is idle, to be kept in its state. */
    public boolean isIdle(String input) {
        return find(input).idle;
    }

    /**
     * Adds an input; it counts from the next call of {@link #combine} on, so that several can be
     * added together. The combined watermark does not go back for it.
     *
     * @param watermark that of its state, {@code Long.MIN_VALUE} for a new one
     * @param idle whether it starts idle, as it was when its state was stored
     */
    public void add(String input, long watermark, boolean idle) {
        if (inputs.putIfAbsent(input, new Input(watermark, idle)) != null) {
            throw new IllegalArgumentException("The input is there already: input=" + input);
        }
    }

    /** Removes an input, which is finished or has gone elsewhere. */
    public WatermarkChange remove(String input) {
        find(input);
        inputs.remove(input);
        return combine();
    }

    /** Takes a watermark of an input, which is active from now on. */
    public WatermarkChange onWatermark(String input, long timestamp) {
        Input from = find(input);
        if (!from.idle && timestamp <= from.watermark) {
            return WatermarkChange.NONE;
        }
        from.idle = false;
        from.watermark = Math.max(from.watermark, timestamp);
        return combine();
    }

    /** Takes the status of an input. */
    public WatermarkChange onStatus(String input, WatermarkStatus inputStatus) {
        Input from = find(input);
        boolean idle = inputStatus == WatermarkStatus.IDLE;
        if (from.idle == idle) {
            return WatermarkChange.NONE;
        }
        from.idle = idle;
        return combine();
    }

    /**
     * Takes the watermark and the status that an input has come to. That is the same as to take one
     * after the other: what both bring at once can only be higher than what the first brings.
     */
    public WatermarkChange onChange(String input, long watermark, WatermarkStatus inputStatus) {
        Input from = find(input);
        from.watermark = Math.max(from.watermark, watermark);
        from.idle = inputStatus == WatermarkStatus.IDLE;
        return combine();
    }

    /** Combines the inputs anew, after some were added, and returns what is to be sent on. */
    public WatermarkChange combine() {
        if (inputs.isEmpty()) {
            return WatermarkChange.NONE;
        }
        long lowestActive = Watermark.MAX;
        long highest = Watermark.MIN;
        boolean allEnded = true;
        boolean allIdle = true;
        for (Input input : inputs.values()) {
            if (input.watermark == Watermark.MAX) {
                continue;
            }
            allEnded = false;
            highest = Math.max(highest, input.watermark);
            if (!input.idle) {
                allIdle = false;
                lowestActive = Math.min(lowestActive, input.watermark);
            }
        }
        allIdle &= !allEnded;
        long candidate = allIdle ? highest : lowestActive;
        boolean grows = candidate > combined;
        if (grows) {
            combined = candidate;
        }
        WatermarkStatus before = status;
        status = allIdle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE;
        return WatermarkChange.of(grows, before, status);
    }

    private Input find(String input) {
        Input found = inputs.get(input);
        if (found == null) {
            throw new IllegalArgumentException("There is no such input: input=" + input);
        }
        return found;
    }

    private static final class Input {
        private long watermark;
        private boolean idle;

        Input(long watermark, boolean idle) {
            this.watermark = watermark;
            this.idle = idle;
        }
    }
}
