/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.sampo.core.io.BinaryInput;

/** Takes the packets of one connection, in their order, on its event loop. */
interface PacketSink {
    /**
     * Takes a packet that is not DATA.
     *
     * @param body the fields; valid during the call
     * @throws RefusedException if it may not come, or not now
     */
    void packet(int type, BinaryInput body);

    /**
     * Takes the head of a DATA packet.
     *
     * @param head the fields; valid during the call
     * @param count of the bytes that follow
     * @throws RefusedException if it may not come
     */
    void data(BinaryInput head, int count);

    /** Takes the next {@code count} bytes of {@code in}, which belong to the DATA packet. */
    void payload(ByteBuf in, int count);

    /** The DATA packet is there as a whole. */
    void dataEnd();
}
