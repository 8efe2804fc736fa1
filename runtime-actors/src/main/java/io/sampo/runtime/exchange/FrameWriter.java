/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.element.ControlElement;
import io.sampo.core.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Fills the frames of one channel. Confined to the sending subtask.
 *
 * <p>A full frame that finds no credit is kept; the sending subtask is then out of budget, and a
 * further record waits inside {@code collect}.
 */
final class FrameWriter {
    private static final int SMALLEST = 8;

    private final OutputChannel channel;
    private final boolean keyed;
    private final OutputPressure pressure;
    private final FrameSizer sizer;
    private final Clock clock;

    private @Nullable Frame open;
    private int limit;
    private int lastSize;
    private long openedNanos;

    /** Whether the frame is full and waits for credit. */
    private boolean stuck;

    /** Whether a control element went without credit, and there still is none. */
    private boolean overdrawn;

    FrameWriter(
            OutputChannel channel,
            boolean keyed,
            OutputPressure pressure,
            FrameSizer sizer,
            Clock clock) {
        this.channel = channel;
        this.keyed = keyed;
        this.pressure = pressure;
        this.sizer = sizer;
        this.clock = clock;
        lastSize = channel.frameLimit().records();
    }

    /** Adds a record; waits if the frame before it could not be sent yet. */
    void add(Object record, long timestamp, @Nullable Object key, int keyHash) {
        if (stuck) {
            awaitCredit();
        }
        Frame frame = open;
        if (frame == null) {
            frame = begin(record);
        }
        if (frame.size == frame.records.length) {
            frame = frame.grown(Math.min(limit, frame.size * 4));
            open = frame;
        }
        frame.add(record, timestamp, key, keyHash);
        if (frame.size >= limit) {
            sendFull(frame);
        }
    }

    /**
     * Starts a frame about as large as the last one was: at low rates frames leave nearly empty.
     */
    private Frame begin(Object first) {
        limit = sizer.capacityFor(first, lastSize);
        int capacity = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, lastSize)) << 1);
        Frame frame = new Frame(Math.min(limit, capacity), keyed);
        openedNanos = clock.nanoTime();
        open = frame;
        return frame;
    }

    private void sendFull(Frame frame) {
        if (channel.hasCredit()) {
            send(frame);
        } else {
            stuck = true;
            pressure.channelStuck();
        }
    }

    private void send(Frame frame) {
        lastSize = frame.size;
        pressure.sent(frame.size);
        open = null;
        if (stuck) {
            stuck = false;
            pressure.channelFreed();
        }
        channel.send(frame);
    }

    private void awaitCredit() {
        pressure.awaitCredit(channel);
        flush();
    }

    /** Sends what there is, if there is credit. Returns whether nothing is left. */
    boolean flush() {
        Frame frame = open;
        if (frame == null) {
            return true;
        }
        if (!channel.hasCredit()) {
            return false;
        }
        send(frame);
        return true;
    }

    /** Sends what there is if it is older than {@code maxAgeNanos}, and there is credit. */
    void flushOlderThan(long maxAgeNanos, long nowNanos) {
        if (open != null && nowNanos - openedNanos >= maxAgeNanos) {
            flush();
        }
    }

    /**
     * Sends a control element after what there is, with or without credit. Without, the subtask is
     * out of budget as if a full frame waited: else frames that all end in one would have no bound.
     */
    void control(ControlElement element) {
        Frame frame = open != null ? open : new Frame(0, keyed);
        frame.control = element;
        boolean credit = channel.hasCredit();
        if (frame.size > 0) {
            send(frame);
        } else {
            channel.send(frame);
        }
        if (!credit && !overdrawn) {
            overdrawn = true;
            pressure.channelStuck();
        }
    }

    /** Asks to be woken when what there is can go; returns false if it can go now. */
    boolean callWhenCredit() {
        return (open == null && !overdrawn) || channel.callWhenCredit();
    }

    /** Goes on if the channel waited for credit, and there is some. */
    void resume() {
        if (overdrawn && channel.hasCredit()) {
            overdrawn = false;
            pressure.channelFreed();
        }
        if (stuck) {
            flush();
        }
    }
}
