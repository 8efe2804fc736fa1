/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.checkpointing.barrier.BarrierDecision;
import io.sampo.checkpointing.barrier.BarrierHandler;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.chain.InputWatermarks;
import io.sampo.operators.chain.WatermarkChange;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.subtask.SubtaskDeployment.IncomingChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The incoming channels of one subtask: which one is next, what their watermarks come to, and
 * whether all have ended. A source has none. Confined to the subtask.
 */
final class SubtaskInput {
    private final InputChannel[] channels;

    /** The logical input that each channel belongs to. */
    private final int[] inputs;

    /** Of each channel, whether what it brings is to be sorted. */
    private final boolean[] sorted;

    private final BarrierHandler barriers;
    private final InputWatermarks watermarks;
    private final BitSet ended = new BitSet();

    /**
     * The channels that are not held back, in order, up to {@link #open}. Looking at each for
     * whether it is held back would be a branch that is taken only now and then: the first time the
     * compiler drops the code of the whole step.
     */
    private final int[] selectable;

    private int open;

    /** Where in {@link #selectable} to go on. */
    private int next;

    private int current;

    SubtaskInput(List<IncomingChannel> incoming, BarrierHandler barriers) {
        this.barriers = barriers;
        channels = new InputChannel[incoming.size()];
        inputs = new int[incoming.size()];
        selectable = new int[incoming.size()];
        sorted = new boolean[incoming.size()];
        List<Integer> inputOfChannel = new ArrayList<>();
        for (IncomingChannel each : incoming) {
            int channel = inputOfChannel.size();
            channels[channel] = each.channel();
            inputs[channel] = each.input();
            sorted[channel] = each.sorted();
            inputOfChannel.add(each.input());
        }
        // A source has no channels, and its chain is told of none.
        watermarks =
                new InputWatermarks(
                        inputOfChannel.isEmpty() ? List.of(0) : inputOfChannel, Watermark.MIN);
        select();
    }

    /** Takes note of a barrier, and of what it holds back or lets go. */
    BarrierDecision onBarrier(int channel, CheckpointBarrier barrier, long nowNanos) {
        BarrierDecision decision = barriers.onBarrier(channel, barrier, nowNanos);
        select();
        return decision;
    }

    /** Lets go what waits for a checkpoint that will not complete. */
    void abort(long checkpointId) {
        barriers.abort(checkpointId);
        select();
    }

    /** Goes on with the first selectable channel behind the current one. */
    private void select() {
        open = 0;
        next = 0;
        for (int channel = 0; channel < channels.length; channel++) {
            if (!barriers.isBlocked(channel)) {
                if (channel <= current) {
                    next = open + 1;
                }
                selectable[open++] = channel;
            }
        }
        if (next == open) {
            next = 0;
        }
    }

    /** Returns whether a channel that is not held back has a frame. */
    boolean hasFrame() {
        for (int i = 0; i < open; i++) {
            if (channels[selectable[i]].hasFrame()) {
                return true;
            }
        }
        return false;
    }

    /** Takes a frame of the next channel that has one and is not held back, or returns null. */
    @Nullable Frame poll() {
        for (int tried = 0; tried < open; tried++) {
            int channel = selectable[next];
            next = next + 1 == open ? 0 : next + 1;
            Frame frame = channels[channel].poll();
            if (frame != null) {
                current = channel;
                return frame;
            }
        }
        return null;
    }

    /** Returns the channel that the last frame came from. */
    int currentChannel() {
        return current;
    }

    /** Returns the logical input that the last frame belongs to. */
    int currentInput() {
        return inputs[current];
    }

    /** Returns whether the records of the last frame are to be sorted. */
    boolean isCurrentSorted() {
        return sorted[current];
    }

    /** Returns the watermark of all channels together. */
    long watermark() {
        return watermarks.watermark();
    }

    WatermarkChange onWatermark(int channel, long timestamp) {
        return watermarks.onWatermark(channel, timestamp);
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
