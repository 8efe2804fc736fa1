/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;
import java.util.List;

/**
 * Combines the watermarks and statuses of all channels of an operator: those of each logical input
 * (SEMANTICS rules 9 to 12), and then the inputs, if there are several (SEMANTICS rule 13). Pure:
 * it tells the caller what to send on. Confined to one thread.
 */
public final class InputWatermarks {
    private final WatermarkCombiner[] gates;
    private final int[] inputOfChannel;

    /** The number of each channel among those of its input. */
    private final int[] placeInGate;

    /** Over the inputs, by number; not asked if there is one only. */
    private final SplitWatermarks inputs;

    /**
     * Creates a combiner whose channels are all active.
     *
     * @param inputOfChannel the input that each channel belongs to; every input from 0 on has one
     * @param floor the watermark below and at which nothing is sent on
     */
    public InputWatermarks(List<Integer> inputOfChannel, long floor) {
        this.inputOfChannel = new int[inputOfChannel.size()];
        this.placeInGate = new int[inputOfChannel.size()];
        int count = 1 + inputOfChannel.stream().mapToInt(Integer::intValue).max().orElse(0);
        int[] channels = new int[count];
        for (int channel = 0; channel < this.inputOfChannel.length; channel++) {
            int input = inputOfChannel.get(channel);
            this.inputOfChannel[channel] = input;
            this.placeInGate[channel] = channels[input]++;
        }
        gates = new WatermarkCombiner[count];
        inputs = new SplitWatermarks(floor);
        for (int input = 0; input < count; input++) {
            gates[input] = new WatermarkCombiner(channels[input], floor);
            inputs.add(String.valueOf(input), floor, false);
        }
    }

    /** Returns the combined watermark, the floor before the first. */
    public long watermark() {
        return gates.length == 1 ? gates[0].watermark() : inputs.watermark();
    }

    /** Takes a watermark of a channel, and returns what is to be sent on. */
    public WatermarkChange onWatermark(int channel, long timestamp) {
        int input = inputOfChannel[channel];
        if (!gates[input].onWatermark(placeInGate[channel], timestamp)) {
            return WatermarkChange.NONE;
        }
        return gates.length == 1 ? WatermarkChange.WATERMARK : combine(input);
    }

    /** Takes the status of a channel, and returns what is to be sent on. */
    public WatermarkChange onStatus(int channel, WatermarkStatus status) {
        int input = inputOfChannel[channel];
        WatermarkChange ofGate = gates[input].onStatus(placeInGate[channel], status);
        return gates.length == 1 || ofGate == WatermarkChange.NONE ? ofGate : combine(input);
    }

    private WatermarkChange combine(int input) {
        WatermarkCombiner gate = gates[input];
        return inputs.onChange(String.valueOf(input), gate.watermark(), gate.status());
    }
}
