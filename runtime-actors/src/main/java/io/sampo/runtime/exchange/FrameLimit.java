/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/**
 * How large the frames of a channel become.
 *
 * @param records the most records of a frame
 * @param bytes what fewer records are about, if they are large
 */
public record FrameLimit(int records, int bytes) {
    /** Of records by reference: 64 to 256 measured best, more leaves the processor's caches. */
    public static final FrameLimit WITHIN_NODE = new FrameLimit(256, 32 * 1024);

    /**
     * Of records as bytes: waking the four threads of a channel is a good part of what it costs.
     * With what a frame has beside its records it is about the longest packet.
     */
    public static final FrameLimit BETWEEN_NODES = new FrameLimit(512, 60 * 1024);
}
