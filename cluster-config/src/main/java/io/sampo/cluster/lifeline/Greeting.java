/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** What a node says to whoever connects to its lifeline: a mark, and the uid of its process. */
final class Greeting {
    private static final int MARK = 0x53_4c_4c_31; // SLL1

    private Greeting() {}

    static ByteBuffer of(long uid) {
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(MARK).putLong(uid).flip();
    }

    /** Reads one; nothing if it is something else. */
    static OptionalLong read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int mark = data.readInt();
        long uid = data.readLong();
        return mark == MARK ? OptionalLong.of(uid) : OptionalLong.empty();
    }
}
