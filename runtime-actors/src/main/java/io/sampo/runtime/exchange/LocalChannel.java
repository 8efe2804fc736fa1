/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A channel between two subtasks of one JVM: a linked queue with one writer and one reader, after
 * Vyukov's node-based queue; the frames are the nodes. Belongs to one attempt.
 *
 * <p>Credits are a shared counter with a doorbell rather than messages. Every frame takes one. Only
 * frames that end in a control element may take it below zero, and then the sender takes no further
 * input, so that it stays bounded.
 */
public final class LocalChannel implements OutputChannel, InputChannel {
    private final Doorbell receiver;
    private final Doorbell sender;
    private final String name;
    private final AtomicInteger credits;

    private volatile boolean senderWaits;

    // The sender's side.
    private Frame last;
    private long nextSequence;

    // The receiver's side. The first frame of the queue is the one taken before.
    private Frame taken;
    private long expectedSequence;

    /**
     * Creates an empty channel.
     *
     * @param name for errors: from whom to whom
     * @param credits how many frames of records may be under way
     * @param sender rung when there is credit again
     * @param receiver rung when a frame has been sent
     */
    public LocalChannel(String name, int credits, Doorbell sender, Doorbell receiver) {
        this.name = name;
        this.credits = new AtomicInteger(credits);
        this.sender = sender;
        this.receiver = receiver;
        this.last = new Frame(0, false);
        this.taken = last;
    }

    @Override
    public FrameLimit frameLimit() {
        return FrameLimit.WITHIN_NODE;
    }

    @Override
    public boolean hasCredit() {
        return credits.get() > 0;
    }

    @Override
    public void send(Frame frame) {
        credits.getAndDecrement();
        frame.sequence = nextSequence++;
        last.next = frame;
        last = frame;
        receiver.ring();
    }

    @Override
    public boolean callWhenCredit() {
        senderWaits = true;
        // The receiver gives credit first and looks at the flag then: one of the two sees the
        // other.
        if (hasCredit()) {
            senderWaits = false;
            return false;
        }
        return true;
    }

    @Override
    public boolean hasFrame() {
        return taken.next != null;
    }

    @Override
    public @Nullable Frame poll() {
        Frame before = taken;
        Frame frame = before.next;
        if (frame == null) {
            return null;
        }
        // A frame that has grown old would else keep all younger ones from being collected as
        // young.
        before.next = null;
        taken = frame;
        if (frame.sequence != expectedSequence++) {
            throw new StreamException(
                    ErrorCode.CHANNEL_BROKEN,
                    "A frame is missing: channel="
                            + name
                            + " expected="
                            + (expectedSequence - 1)
                            + " received="
                            + frame.sequence);
        }
        credits.getAndIncrement();
        if (senderWaits) {
            // May come so late that it clears a wait which began after the one it saw: the ring
            // behind it
            // makes that sender ask again.
            senderWaits = false;
            sender.ring();
        }
        return frame;
    }

    @Override
    public String toString() {
        return name;
    }
}
