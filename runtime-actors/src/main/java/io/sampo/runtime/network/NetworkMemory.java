/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that the channels of a node may use. Each end reserves a share when it is opened: what
 * it wants while there is plenty, then less and less, so that late ones find some, too. A channel
 * uses no more than the smaller share of its two ends, and one frame beyond. Thread-safe.
 */
final class NetworkMemory {
    /** The smallest share: about one frame. */
    static final long SMALLEST = 32 * 1024;

    /** The largest part of what is left that one end takes. */
    private static final long PART = 16;

    private final long total;
    private final AtomicLong left;

    NetworkMemory(long total) {
        this.total = total;
        this.left = new AtomicLong(total);
    }

    /**
     * Takes a share.
     *
     * @throws StreamException with {@code RESOURCE_EXHAUSTED}
     */
    long reserve(long wanted, String name) {
        while (true) {
            long now = left.get();
            long share = Math.max(SMALLEST, Math.min(wanted, now / PART));
            if (share > now) {
                throw new StreamException(
                        ErrorCode.RESOURCE_EXHAUSTED,
                        "The memory for channels to other nodes is used up: channel="
                                + name
                                + " memory="
                                + total
                                + " left="
                                + now
                                + " needed="
                                + SMALLEST
                                + ". Raise sampo.network.memory, or lower the parallelism.");
            }
            if (left.compareAndSet(now, now - share)) {
                return share;
            }
        }
    }

    void release(long share) {
        left.addAndGet(share);
    }

    long reserved() {
        return total - left.get();
    }
}
