/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.protocol;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A message that is kept: its bytes, behind a version of the format and a checksum. Holds no
 * addresses of actors.
 *
 * <p>A later build reads it if its records have new components only: numbers are 0 then, texts and
 * collections empty, and what may be null is.
 */
public final class StoredMessage {
    private static final int VERSION = 2;
    private static final int HEADER = Integer.BYTES + Long.BYTES;

    private static final MessageCodec CODEC = MessageCodec.forStorage();

    private StoredMessage() {}

    /** Returns the bytes of a message. */
    public static byte[] encode(WireMessage message) {
        byte[] content = CODEC.encode(message);
        return ByteBuffer.allocate(HEADER + content.length)
                .putInt(VERSION)
                .putLong(checksum(content))
                .put(content)
                .array();
    }

    /**
     * Returns the message.
     *
     * @throws IllegalArgumentException if the bytes are not one, or damaged
     */
    public static WireMessage decode(byte[] bytes) {
        if (bytes.length < HEADER) {
            throw new IllegalArgumentException("It is too short: bytes=" + bytes.length);
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int version = header.getInt();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "It has another version: version=" + version + " known=" + VERSION);
        }
        long checksum = header.getLong();
        byte[] content = new byte[bytes.length - HEADER];
        header.get(content);
        if (checksum(content) != checksum) {
            throw new IllegalArgumentException("Its checksum is wrong");
        }
        if (CODEC.decode(content) instanceof WireMessage message) {
            return message;
        }
        throw new IllegalArgumentException("It is no message");
    }

    private static long checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, content.length);
        return crc.getValue();
    }
}
