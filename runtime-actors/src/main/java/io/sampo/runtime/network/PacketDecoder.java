/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.sampo.core.io.BinaryInput;

/**
 * Cuts the bytes of a connection into packets. Needs no memory but for one small packet: payloads
 * are copied from what was read to where they belong, once. Confined to the connection's event
 * loop.
 */
final class PacketDecoder {
    private final PacketSink sink;
    private final byte[] start = new byte[4 + Packets.MAX_SMALL];
    private final BinaryInput fields = new BinaryInput(start);

    private int have;
    private int need = Packets.HEAD;
    private boolean inPayload;
    private int payloadLeft;

    PacketDecoder(PacketSink sink) {
        this.sink = sink;
    }

    /**
     * Takes what was read.
     *
     * @throws RefusedException if it is not what may come; of no use then
     */
    void read(ByteBuf in) {
        try {
            while (in.isReadable()) {
                if (inPayload) {
                    readPayload(in);
                } else {
                    readStart(in);
                }
            }
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            // of reading fields that are not what they should be
            throw new RefusedException(Refusal.BAD_PACKET, String.valueOf(e.getMessage()));
        }
    }

    private void readStart(ByteBuf in) {
        int more = Math.min(need - have, in.readableBytes());
        in.readBytes(start, have, more);
        have += more;
        if (have < need) {
            return;
        }
        if (have == Packets.HEAD) {
            need = 4 + checkedLength();
            if (have < need) {
                return;
            }
        }
        have = 0;
        need = Packets.HEAD;
        if (start[4] == Packets.DATA) {
            payloadLeft = length() - Packets.DATA_FIELDS;
            fields.reset(start, Packets.HEAD, Packets.DATA_HEAD - Packets.HEAD);
            sink.data(fields, payloadLeft);
            inPayload = true;
        } else {
            int count = length() - 1;
            fields.reset(start, Packets.HEAD, count);
            sink.packet(start[4], fields);
        }
    }

    /** Returns how much of the packet is to be collected here, without the length itself. */
    private int checkedLength() {
        int length = length();
        boolean data = start[4] == Packets.DATA;
        int least = data ? Packets.DATA_FIELDS + 1 : 1;
        int most = data ? Packets.DATA_FIELDS + Packets.MAX_PAYLOAD : Packets.MAX_SMALL;
        if (length < least || length > most) {
            throw new RefusedException(
                    Refusal.BAD_LENGTH, "type=" + start[4] + " length=" + length + " most=" + most);
        }
        return data ? Packets.DATA_FIELDS : length;
    }

    private int length() {
        fields.reset(start, 0, 4);
        return fields.readInt();
    }

    private void readPayload(ByteBuf in) {
        int count = Math.min(payloadLeft, in.readableBytes());
        sink.payload(in, count);
        payloadLeft -= count;
        if (payloadLeft == 0) {
            inPayload = false;
            sink.dataEnd();
        }
    }
}
