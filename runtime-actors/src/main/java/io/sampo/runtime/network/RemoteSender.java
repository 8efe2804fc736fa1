/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryOutput;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.FrameCodec;
import io.sampo.runtime.exchange.FrameLimit;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.exchange.OutputChannel;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The sending end of a channel. The subtask's thread makes packets of its frames and puts them into
 * a queue; the event loop takes them from there, once the receiver is there.
 */
final class RemoteSender extends RemoteEnd implements OutputChannel {
    /** A larger one, of a very large record, is not kept. */
    private static final int MAX_KEPT = 1 << 20;

    private static final long MANY_FRAMES = 8;

    /** One for each thread: there may be thousands of channels. Holds bytes only. */
    private static final ThreadLocal<BinaryOutput> SCRATCH =
            ThreadLocal.withInitial(() -> new BinaryOutput(Packets.MAX_PAYLOAD));

    private final FrameCodec codec;
    private final ByteBufAllocator allocator;
    private final NetworkCounters counters;
    private final long maxFrame;
    private final SenderCredit credit = new SenderCredit();
    private final ConcurrentLinkedQueue<ByteBuf> packets = new ConcurrentLinkedQueue<>();

    // The subtask's.
    private long nextSequence;

    // The loop's.
    private int index;

    RemoteSender(
            NodeAddress to, ChannelId id, ChannelEnd end, long memory, NetworkServices services) {
        super(to, id, end, memory);
        codec = new FrameCodec(end.serializer(), end.name());
        allocator = services.allocator();
        counters = services.counters();
        maxFrame = services.settings().maxFrame();
    }

    /** Where memory is short, large frames would go one by one. */
    @Override
    public FrameLimit frameLimit() {
        return memory() < MANY_FRAMES * FrameLimit.BETWEEN_NODES.bytes()
                ? FrameLimit.WITHIN_NODE
                : FrameLimit.BETWEEN_NODES;
    }

    @Override
    public boolean hasCredit() {
        return credit.isThere();
    }

    @Override
    public boolean callWhenCredit() {
        return credit.callWhenThere();
    }

    /**
     * As {@link OutputChannel#send}.
     *
     * @throws StreamException with {@code NOT_SERIALIZABLE} if a record is not fit, {@code
     *     RESOURCE_EXHAUSTED} if the frame is larger than any may be
     */
    @Override
    public void send(Frame frame) {
        if (isOver()) {
            return;
        }
        BinaryOutput bytes = SCRATCH.get();
        bytes.clear();
        codec.write(frame, bytes);
        int length = bytes.length();
        if (length > maxFrame) {
            SCRATCH.remove();
            throw tooLarge(frame, length);
        }
        credit.take(length);
        enqueue(bytes, length, frame.control() == null ? 0 : Packets.CONTROL);
        if (length > MAX_KEPT) {
            SCRATCH.remove();
        }
        counters.framesOut.increment();
        counters.bytesOut.add(length);
        if (isOver()) {
            dispose();
        } else {
            askToWrite();
        }
    }

    private void enqueue(BinaryOutput bytes, int length, int flags) {
        for (int from = 0; from < length; from += Packets.MAX_PAYLOAD) {
            int count = Math.min(Packets.MAX_PAYLOAD, length - from);
            packets.add(
                    Packets.data(
                            allocator,
                            id().attempt(),
                            nextSequence++,
                            from + count == length ? flags | Packets.LAST : flags,
                            bytes,
                            from,
                            count));
        }
    }

    /** The receiver is there. Called on the loop. */
    void opened(Connection by, int atIndex, int frames, long bytes) {
        index = atIndex;
        long most = Math.min(bytes, memory());
        by.write(Packets.accepted(atIndex, most));
        connect(by);
        credit.open(frames, most);
        if (credit.takeWaiting()) {
            end().doorbell().ring();
        }
        askToWrite();
    }

    /** The receiver gave credit back. Called on the loop. */
    void credited(int frames, long bytes) {
        if (!credit.give(frames, bytes)) {
            throw new RefusedException(
                    Refusal.CREDIT_OVERFLOW,
                    "channel=" + this + " frames=" + frames + " bytes=" + bytes);
        }
        if (credit.takeWaiting()) {
            end().doorbell().ring();
        }
    }

    @Override
    void write(Connection to) {
        ByteBuf packet;
        while ((packet = packets.poll()) != null) {
            Packets.setIndex(packet, index);
            to.write(packet);
        }
    }

    @Override
    void dispose() {
        ByteBuf packet;
        while ((packet = packets.poll()) != null) {
            packet.release();
        }
    }

    private StreamException tooLarge(Frame frame, int length) {
        return new StreamException(
                ErrorCode.RESOURCE_EXHAUSTED,
                "Records are too large to be sent to another node: channel="
                        + end().name()
                        + " records="
                        + frame.size()
                        + " bytes="
                        + length
                        + " most="
                        + maxFrame
                        + ". Make the records smaller, or raise sampo.network.max-frame on all"
                        + " nodes.");
    }
}
