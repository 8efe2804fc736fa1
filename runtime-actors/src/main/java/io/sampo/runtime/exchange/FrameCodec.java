/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ValueSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Frames as bytes, for channels between nodes: a byte that tells whether there are keys and which
 * control element follows, the number of records, their timestamps (the difference to the one
 * before), on an edge by key the keys' hashes and the keys, then the records.
 *
 * <p>The key travels, as it does by reference: a selector is the user's code, which is called once
 * for each record wherever the receiver is, may be slow, and need not agree with itself. Confined
 * to one subtask.
 */
public final class FrameCodec {
    private static final int KEYED = 0x10;
    private static final int CONTROL = 0x0F;

    private final ValueSerializer<Object> serializer;
    private final String name;

    /**
     * Creates a codec.
     *
     * @param serializer of records and keys, for the wire
     * @param name of the channel, for errors
     */
    public FrameCodec(ValueSerializer<Object> serializer, String name) {
        this.serializer = serializer;
        this.name = name;
    }

    /**
     * Appends a frame, without its number.
     *
     * @throws StreamException with {@code NOT_SERIALIZABLE} if a record or key is not fit
     */
    @SuppressWarnings("NullAway") // a keyed frame has keys and hashes
    public void write(Frame frame, BinaryOutput target) {
        boolean keyed = frame.keys != null;
        int size = frame.size;
        target.writeByte(ControlCodec.kindOf(frame.control) | (keyed ? KEYED : 0));
        target.writeVarInt(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            long timestamp = frame.timestamp(i);
            target.writeVarLong(zigzag(timestamp - before));
            before = timestamp;
        }
        if (keyed) {
            for (int i = 0; i < size; i++) {
                target.writeInt(frame.keyHashes[i]);
            }
            serializer.writeAll(frame.keys, size, target);
        }
        if (size > 0) {
            serializer.writeAll(frame.records, size, target);
        }
        if (frame.control != null) {
            ControlCodec.write(frame.control, target);
        }
    }

    /**
     * Reads a frame, which must be all that is left of {@code source}.
     *
     * @param sequence the number of the frame on its channel
     * @throws StreamException with {@code CHANNEL_BROKEN} if the bytes are not a frame; with {@code
     *     NOT_SERIALIZABLE} if a record cannot be made from them
     */
    public Frame read(BinaryInput source, long sequence) {
        try {
            Frame frame = readRecords(source);
            frame.sequence = sequence;
            if (source.remaining() > 0) {
                throw broken("too many bytes: left=" + source.remaining(), sequence, null);
            }
            return frame;
        } catch (StreamException e) {
            if (e.code() == ErrorCode.STATE_INCOMPATIBLE) {
                throw broken(StreamException.withoutFullStop(e.getMessage()), sequence, e);
            }
            throw e;
        } catch (RuntimeException e) {
            throw broken(e.toString(), sequence, e);
        }
    }

    @SuppressWarnings("NullAway") // a keyed frame has keys and hashes, and nothing else is null
    private Frame readRecords(BinaryInput source) {
        int head = source.readByte();
        boolean keyed = (head & KEYED) != 0;
        int size = source.readVarInt();
        if (size < 0 || size > FrameLimit.BETWEEN_NODES.records()) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "a number of records that no frame has: size=" + size);
        }
        long[] timestamps = new long[size];
        long before = 0;
        for (int i = 0; i < size; i++) {
            before += unzigzag(source.readVarLong());
            timestamps[i] = before;
        }
        int[] hashes = null;
        Object[] keys = null;
        if (keyed) {
            hashes = new int[size];
            for (int i = 0; i < size; i++) {
                hashes[i] = source.readInt();
            }
            keys = new Object[size];
            serializer.readAll(keys, size, source);
        }
        Object[] records = new Object[size];
        if (size > 0) {
            serializer.readAll(records, size, source);
        }
        Frame frame = new Frame(records, timestamps, keys, hashes);
        frame.control = ControlCodec.read(head & CONTROL, source);
        return frame;
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    private StreamException broken(String what, long sequence, @Nullable Throwable cause) {
        return new StreamException(
                ErrorCode.CHANNEL_BROKEN,
                "Bytes that came from another node are not a frame: channel="
                        + name
                        + " frame="
                        + sequence
                        + ": "
                        + what
                        + ". All nodes must run the same version.",
                cause);
    }
}
