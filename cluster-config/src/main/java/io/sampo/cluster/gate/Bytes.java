/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import java.nio.ByteBuffer;

/** What buffers lack. */
final class Bytes {
    private Bytes() {}

    /** Moves what there is as far as there is room, and returns how much that was. */
    static int move(ByteBuffer source, ByteBuffer target) {
        int length = Math.min(source.remaining(), target.remaining());
        target.put(source.slice(source.position(), length));
        source.position(source.position() + length);
        return length;
    }
}
