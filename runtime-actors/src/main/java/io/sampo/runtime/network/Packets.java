/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.exchange.ChannelId;

/**
 * The packets of a connection, big endian: the length of what follows it (4 bytes), the type (1
 * byte), and the fields. The receiver of a channel chooses its index on the connection, from 0, and
 * uses none twice.
 *
 * <pre>
 * HELLO      magic, version, self, peer, nonce, proof        both ways, first of all
 * PROOF      proof                                           of the side that called
 * WELCOME                                                    of the side that was called
 * REFUSED    reason                                          instead, then the connection is closed
 * OPEN       index, job, attempt, number, frames, bytes      receiver to sender: channel and credit
 * ACCEPTED   index, bytes                                    sender to receiver: fewer bytes
 * DATA       index, attempt, sequence, flags, payload        a frame, or a part of one
 * CREDIT     index, frames, bytes                            receiver to sender
 * CLOSE      index                                           receiver to sender
 * HEARTBEAT                                                  both ways, where there is nothing else
 * </pre>
 */
final class Packets {
    static final int HELLO = 1;
    static final int PROOF = 2;
    static final int WELCOME = 3;
    static final int REFUSED = 4;
    static final int OPEN = 10;
    static final int ACCEPTED = 11;
    static final int DATA = 12;
    static final int CREDIT = 13;
    static final int CLOSE = 14;
    static final int HEARTBEAT = 15;

    /** The longest packet but for DATA, with its type. */
    static final int MAX_SMALL = 1024;

    /** The most of a frame that one packet carries. */
    static final int MAX_PAYLOAD = 64 * 1024;

    /** Length and type. */
    static final int HEAD = 5;

    /** What stands before the payload. */
    static final int DATA_HEAD = HEAD + 17;

    /** The fields of DATA with the type, without the payload. */
    static final int DATA_FIELDS = DATA_HEAD - 4;

    /** A flag: the frame ends here. */
    static final int LAST = 1;

    /** A flag: the frame has a control element and needs no credit. */
    static final int CONTROL = 2;

    private static final int INDEX_AT = HEAD;

    private Packets() {}

    static BinaryOutput begin(int type) {
        BinaryOutput packet = new BinaryOutput();
        packet.writeInt(0);
        packet.writeByte(type);
        return packet;
    }

    static ByteBuf end(BinaryOutput packet) {
        ByteBuf bytes = Unpooled.wrappedBuffer(packet.array(), 0, packet.length());
        return bytes.setInt(0, packet.length() - 4);
    }

    static ByteBuf empty(int type) {
        return end(begin(type));
    }

    static ByteBuf refused(Refusal reason) {
        BinaryOutput packet = begin(REFUSED);
        packet.writeString(reason.name());
        return end(packet);
    }

    static ByteBuf open(int index, ChannelId channel, int frames, long bytes) {
        BinaryOutput packet = begin(OPEN);
        packet.writeInt(index);
        packet.writeString(channel.jobId());
        packet.writeInt(channel.attempt());
        packet.writeInt(channel.number());
        packet.writeInt(frames);
        packet.writeLong(bytes);
        return end(packet);
    }

    static ChannelId readChannel(BinaryInput body) {
        return new ChannelId(body.readString(), body.readInt(), body.readInt());
    }

    static ByteBuf accepted(int index, long bytes) {
        BinaryOutput packet = begin(ACCEPTED);
        packet.writeInt(index);
        packet.writeLong(bytes);
        return end(packet);
    }

    static ByteBuf credit(int index, int frames, long bytes) {
        BinaryOutput packet = begin(CREDIT);
        packet.writeInt(index);
        packet.writeInt(frames);
        packet.writeLong(bytes);
        return end(packet);
    }

    static ByteBuf close(int index) {
        BinaryOutput packet = begin(CLOSE);
        packet.writeInt(index);
        return end(packet);
    }

    /** Returns DATA without its index, which is not known before the receiver is there. */
    static ByteBuf data(
            ByteBufAllocator allocator,
            int attempt,
            long sequence,
            int flags,
            BinaryOutput frame,
            int from,
            int count) {
        return allocator
                .buffer(DATA_HEAD + count, DATA_HEAD + count)
                .writeInt(DATA_FIELDS + count)
                .writeByte(DATA)
                .writeInt(-1)
                .writeInt(attempt)
                .writeLong(sequence)
                .writeByte(flags)
                .writeBytes(frame.array(), from, count);
    }

    static void setIndex(ByteBuf data, int index) {
        data.setInt(INDEX_AT, index);
    }
}
