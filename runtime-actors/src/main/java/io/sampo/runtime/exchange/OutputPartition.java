/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.element.ControlElement;
import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.partition.Partitioner;
import java.util.List;

/**
 * The sending end of an edge in one subtask: deals records out to channels. Confined to the
 * subtask. Subclasses differ only in which channel gets a record.
 */
public abstract sealed class OutputPartition implements Output<Object>
        permits KeyedPartition,
                RoundRobinPartition,
                ShuffledPartition,
                CustomPartition,
                BroadcastPartition,
                SinglePartition {
    final FrameWriter[] writers;

    /**
     * Copies what the receiver must not share with this subtask; passes immutable records through.
     */
    final ValueSerializer<Object> copier;

    OutputPartition(Wiring wiring) {
        copier = wiring.copier();
        writers = new FrameWriter[wiring.channels().size()];
        boolean keyed = wiring.partitioner() instanceof Partitioner.ByKey;
        for (int i = 0; i < writers.length; i++) {
            OutputChannel channel = wiring.channels().get(i);
            writers[i] =
                    new FrameWriter(
                            channel,
                            keyed,
                            wiring.pressure(),
                            new FrameSizer(wiring.sizing(), channel.frameLimit()),
                            wiring.clock());
        }
    }

    /**
     * What an edge is made from.
     *
     * @param partitioner the rule
     * @param channels to the receiving subtasks, in their order
     * @param maxParallelism number of key groups of the receiving operator
     * @param copier copies mutable records; the identity if the job promises that there are none
     * @param sizing measures records
     * @param pressure of the sending subtask
     * @param clock for the age of frames
     * @param place named in errors
     */
    public record Wiring(
            Partitioner partitioner,
            List<? extends OutputChannel> channels,
            int maxParallelism,
            ValueSerializer<Object> copier,
            ValueSerializer<Object> sizing,
            OutputPressure pressure,
            Clock clock,
            String place) {}

    /** Returns the sending end of an edge. */
    public static OutputPartition create(Wiring wiring, int subtaskIndex) {
        Partitioner rule = wiring.partitioner();
        if (rule instanceof Partitioner.ByKey byKey) {
            return new KeyedPartition(wiring, byKey.selector());
        }
        if (rule instanceof Partitioner.Broadcast) {
            return new BroadcastPartition(wiring);
        }
        if (rule instanceof Partitioner.Custom custom) {
            return new CustomPartition(wiring, custom);
        }
        if (rule instanceof Partitioner.Shuffle) {
            return new ShuffledPartition(wiring, subtaskIndex);
        }
        if (rule instanceof Partitioner.Rebalance || rule instanceof Partitioner.Rescale) {
            return new RoundRobinPartition(wiring, subtaskIndex);
        }
        return new SinglePartition(wiring);
    }

    @Override
    public final <X> void collect(OutputTag<X> tag, X record, long timestamp) {
        // The chain sends side outputs to partitions of their own.
    }

    @Override
    public final void watermark(long timestamp) {
        control(new Watermark(timestamp));
    }

    @Override
    public final void status(WatermarkStatus status) {
        control(status);
    }

    /** Puts a control element into all channels in one step, with or without credit. */
    public final void control(ControlElement element) {
        for (FrameWriter writer : writers) {
            writer.control(element);
        }
    }

    /** Sends all frames for which there is credit. */
    public final void flush() {
        for (FrameWriter writer : writers) {
            writer.flush();
        }
    }

    /** Sends the frames that were begun more than {@code maxAgeNanos} ago. */
    public final void flushOlderThan(long maxAgeNanos, long nowNanos) {
        for (FrameWriter writer : writers) {
            writer.flushOlderThan(maxAgeNanos, nowNanos);
        }
    }

    /**
     * Asks all channels with a waiting frame to ring; returns false if one of them can go on now.
     */
    public final boolean callWhenCredit() {
        boolean allWait = true;
        for (FrameWriter writer : writers) {
            allWait &= writer.callWhenCredit();
        }
        return allWait;
    }

    /** Sends the full frames that waited and now have credit. */
    public final void resume() {
        for (FrameWriter writer : writers) {
            writer.resume();
        }
    }
}
