/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.checkpointing.barrier.BarrierHandler;
import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.chain.WatermarkChange;
import io.sampo.operators.chain.WatermarkCombiner;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.InputChannel;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The incoming channels of one subtask: which one is next, what their watermarks come to, and
 * whether all have ended. A source has none. Confined to the subtask.
 */
final class SubtaskInput {
    private final InputChannel[] channels;
    private final BarrierHandler barriers;
    private final WatermarkCombiner watermarks;
    private final BitSet ended = new BitSet();
    private int current;

    SubtaskInput(List<InputChannel> channels, BarrierHandler barriers) {
        this.channels = channels.toArray(new InputChannel[0]);
        this.barriers = barriers;
        this.watermarks = new WatermarkCombiner(Math.max(1, channels.size()), Watermark.MIN);
    }

    /** Returns whether a channel that is not held back has a frame. */
    boolean hasFrame() {
        for (int channel = 0; channel < channels.length; channel++) {
            if (channels[channel].hasFrame() && !barriers.isBlocked(channel)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a frame of the next channel that has one and is not held back, or returns null. */
    @Nullable Frame poll() {
        int channel = current;
        for (int tried = 0; tried < channels.length; tried++) {
            channel = channel + 1 == channels.length ? 0 : channel + 1;
            if (!barriers.isBlocked(channel)) {
                Frame frame = channels[channel].poll();
                if (frame != null) {
                    current = channel;
                    return frame;
                }
            }
        }
        return null;
    }

    /** Returns the channel that the last frame came from. */
    int currentChannel() {
        return current;
    }

    /** Returns the watermark of all channels together. */
    long watermark() {
        return watermarks.watermark();
    }

    WatermarkChange onWatermark(int channel, long timestamp) {
        return watermarks.onWatermark(channel, timestamp)
                ? WatermarkChange.WATERMARK
                : WatermarkChange.NONE;
    }

    WatermarkChange onStatus(int channel, WatermarkStatus status) {
        return watermarks.onStatus(channel, status);
    }

    /** Notes the end of a channel's data and returns whether it was the last. */
    boolean onEnd(int channel) {
        ended.set(channel);
        return ended.cardinality() == channels.length;
    }
}
