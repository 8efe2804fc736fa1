/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.sampo.core.io.BinaryInput;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.FrameCodec;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.NodeAddress;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of a channel. The event loop puts the bytes of whole frames into a queue; the
 * subtask's thread makes records of them, and gives credit back when half of it has been used: a
 * sender that stands still has used all, so it is never forgotten.
 */
final class RemoteReceiver extends RemoteEnd implements InputChannel {
    /** How many frames with control elements may come without credit. */
    private static final int MAX_OVERDRAFT = 4096;

    private static final byte[] NOTHING = {};

    private final FrameCodec codec;
    private final ByteBufAllocator allocator;
    private final NetworkCounters counters;
    private final long maxFrame;
    private final int mostFrames;
    private final ConcurrentLinkedQueue<ByteBuf> frames = new ConcurrentLinkedQueue<>();
    private final AtomicInteger freedFrames = new AtomicInteger();
    private final AtomicLong freedBytes = new AtomicLong();

    /** What the sender can have under way; set before its first frame comes. */
    private volatile long mostBytes;

    // The subtask's.
    private final BinaryInput input = new BinaryInput(NOTHING);
    private long nextFrame;
    private int takenFrames;
    private long takenBytes;

    // The loop's.
    private int index;
    private long expectedSequence;
    private long framesLeft;
    private long bytesLeft;
    private @Nullable ByteBuf partial;
    private boolean partialEnds;

    RemoteReceiver(
            NodeAddress from,
            ChannelId id,
            ChannelEnd end,
            int credits,
            long memory,
            NetworkServices services) {
        super(from, id, end, memory);
        codec = new FrameCodec(end.serializer(), end.name());
        allocator = services.allocator();
        counters = services.counters();
        maxFrame = services.settings().maxFrame();
        mostFrames = credits;
        mostBytes = memory;
        framesLeft = credits;
        bytesLeft = memory;
    }

    @Override
    public boolean hasFrame() {
        return !frames.isEmpty();
    }

    @Override
    public @Nullable Frame poll() {
        ByteBuf bytes = frames.poll();
        if (bytes == null) {
            return null;
        }
        int length = bytes.readableBytes();
        try {
            input.reset(bytes.array(), bytes.arrayOffset(), length);
            return codec.read(input, nextFrame++);
        } finally {
            input.reset(NOTHING, 0, 0);
            bytes.release();
            free(length);
        }
    }

    private void free(int length) {
        takenFrames++;
        takenBytes += length;
        if (2 * takenFrames >= mostFrames || 2 * takenBytes >= mostBytes) {
            freedFrames.addAndGet(takenFrames);
            freedBytes.addAndGet(takenBytes);
            takenFrames = 0;
            takenBytes = 0;
            askToWrite();
        }
    }

    /** Announces the channel to the sender. Called on the loop. */
    void open(Connection by, int atIndex) {
        index = atIndex;
        by.write(Packets.open(atIndex, id(), mostFrames, memory()));
        connect(by);
    }

    int index() {
        return index;
    }

    /** The sender is there, and will not use more than this. Called on the loop. */
    void accepted(long bytes) {
        mostBytes = Math.max(1, Math.min(memory(), bytes));
    }

    /**
     * A packet comes. Called on the loop.
     *
     * @throws RefusedException if it may not come
     */
    void begin(long sequence, int flags, int count) {
        if (sequence != expectedSequence) {
            throw new RefusedException(
                    Refusal.SEQUENCE_GAP,
                    "channel=" + this + " expected=" + expectedSequence + " received=" + sequence);
        }
        expectedSequence++;
        partialEnds = (flags & Packets.LAST) != 0;
        ByteBuf target = partial;
        if (target == null) {
            checkCredit((flags & Packets.CONTROL) != 0);
            framesLeft--;
            target = allocator.heapBuffer(count, (int) maxFrame);
            partial = target;
        }
        if ((long) target.readableBytes() + count > maxFrame) {
            throw new RefusedException(
                    Refusal.BAD_LENGTH,
                    "channel=" + this + " a frame of more than max-frame=" + maxFrame);
        }
        bytesLeft -= count;
        grow(target, target.readableBytes() + count);
    }

    /** Takes a part of the packet. Called on the loop. */
    void append(ByteBuf in, int count) {
        if (partial != null) {
            in.readBytes(partial, count);
        }
    }

    /** Doubles, where the buffer itself would grow by steps of the same size. */
    private void grow(ByteBuf target, int needed) {
        if (needed > target.capacity()) {
            target.capacity((int) Math.min(maxFrame, Math.max(needed, 2L * target.capacity())));
        }
    }

    private void checkCredit(boolean control) {
        boolean allowed =
                control
                        ? framesLeft > -MAX_OVERDRAFT && bytesLeft > -2 * maxFrame
                        : framesLeft > 0 && bytesLeft > 0;
        if (!allowed) {
            throw new RefusedException(
                    Refusal.CREDIT_OVERFLOW,
                    "channel="
                            + this
                            + " control="
                            + control
                            + " framesLeft="
                            + framesLeft
                            + " bytesLeft="
                            + bytesLeft);
        }
    }

    /** The packet is there. Called on the loop. */
    void packetEnds() {
        ByteBuf whole = partial;
        if (!partialEnds || whole == null) {
            return;
        }
        partial = null;
        counters.framesIn.increment();
        counters.bytesIn.add(whole.readableBytes());
        frames.add(whole);
        end().doorbell().ring();
    }

    @Override
    void write(Connection to) {
        int count = freedFrames.getAndSet(0);
        long bytes = freedBytes.getAndSet(0);
        if (count > 0 || bytes > 0) {
            framesLeft += count;
            bytesLeft += bytes;
            to.write(Packets.credit(index, count, bytes));
        }
    }

    @Override
    void dispose() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
        ByteBuf bytes;
        while ((bytes = frames.poll()) != null) {
            bytes.release();
        }
    }
}
