/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a sender may still send, in frames and in bytes: shared by the subtask, which takes, and the
 * network, which gives. The frame that takes either below zero still goes.
 */
final class SenderCredit {
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    private volatile boolean senderWaits;

    // The network's side: what there is while nothing is under way.
    private int mostFrames;
    private long mostBytes;

    boolean isThere() {
        return frames.get() > 0 && bytes.get() > 0;
    }

    void take(int count) {
        frames.getAndDecrement();
        bytes.getAndAdd(-count);
    }

    /** As {@link io.sampo.runtime.exchange.OutputChannel#callWhenCredit}. */
    boolean callWhenThere() {
        senderWaits = true;
        // Credit is given first and the flag looked at then: one of the two sees the other.
        if (isThere()) {
            senderWaits = false;
            return false;
        }
        return true;
    }

    /** The receiver is there. */
    void open(int frameCount, long byteCount) {
        mostFrames = frameCount;
        mostBytes = byteCount;
        frames.addAndGet(frameCount);
        bytes.addAndGet(byteCount);
    }

    /** Gives back what was taken, and returns whether no more than that was given. */
    boolean give(int frameCount, long byteCount) {
        // Meanwhile the sender can only take.
        if (frameCount < 0
                || byteCount < 0
                || (long) frames.get() + frameCount > mostFrames
                || bytes.get() > mostBytes - byteCount) {
            return false;
        }
        frames.addAndGet(frameCount);
        bytes.addAndGet(byteCount);
        return true;
    }

    /** Returns whether the sender is to be rung: it asked, and there is something. */
    boolean takeWaiting() {
        if (senderWaits && isThere()) {
            // May clear a wait that began after the one it saw: the ring makes that sender ask
            // again.
            senderWaits = false;
            return true;
        }
        return false;
    }
}
