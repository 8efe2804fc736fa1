/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.nio.charset.StandardCharsets;

/**
 * Strings as keys. Each {@code char} is written by itself, in the form of UTF-8, so that the bytes
 * sort as {@link String#compareTo} does and half a surrogate pair survives; UTF-8 proper does
 * neither. A zero byte ends the string, so the chars 0 and 1 take two bytes: 1 and their value plus
 * one.
 */
final class StringKeyType implements KeyType<String> {
    static final KeyType<String> INSTANCE = new StringKeyType();

    private static final int END = 0;
    private static final int ESCAPE = 1;
    private static final int MAX_BYTES_PER_CHAR = 3;

    private StringKeyType() {}

    @Override
    public Class<String> keyClass() {
        return String.class;
    }

    @Override
    public int hash(String key) {
        return key.hashCode();
    }

    @Override
    public boolean same(String left, String right) {
        return left.equals(right);
    }

    @Override
    public void write(String key, BinaryOutput target) {
        int count = key.length();
        target.ensure(Math.addExact(Math.multiplyExact(count, MAX_BYTES_PER_CHAR), 1));
        byte[] bytes = target.array();
        int start = target.length();
        int at = start;
        for (int i = 0; i < count; i++) {
            char next = key.charAt(i);
            if (next < 0x80) {
                if (next <= ESCAPE) {
                    bytes[at++] = ESCAPE;
                    bytes[at++] = (byte) (next + 1);
                } else {
                    bytes[at++] = (byte) next;
                }
            } else if (next < 0x800) {
                bytes[at++] = (byte) (0xC0 | next >> 6);
                bytes[at++] = (byte) (0x80 | next & 0x3F);
            } else {
                bytes[at++] = (byte) (0xE0 | next >> 12);
                bytes[at++] = (byte) (0x80 | next >> 6 & 0x3F);
                bytes[at++] = (byte) (0x80 | next & 0x3F);
            }
        }
        bytes[at++] = END;
        target.advance(at - start);
    }

    @Override
    public String read(BinaryInput source) {
        byte[] bytes = source.array();
        int start = source.position();
        int end = start + source.remaining();
        int at = start;
        while (at < end && bytes[at] > ESCAPE) {
            at++;
        }
        if (at < end && bytes[at] == END) {
            source.position(at + 1);
            return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
        }
        return readAny(source);
    }

    private static String readAny(BinaryInput source) {
        StringBuilder text = new StringBuilder();
        while (true) {
            int first = source.readByte();
            if (first == END) {
                return text.toString();
            } else if (first == ESCAPE) {
                text.append((char) (source.readByte() - 1));
            } else if (first > 0) {
                text.append((char) first);
            } else if ((first & 0xE0) == 0xC0) {
                text.append((char) ((first & 0x1F) << 6 | continuation(source)));
            } else {
                int middle = continuation(source);
                text.append((char) ((first & 0x0F) << 12 | middle << 6 | continuation(source)));
            }
        }
    }

    private static int continuation(BinaryInput source) {
        int next = source.readByte();
        if ((next & 0xC0) != 0x80) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "These are not the bytes of a key of class java.lang.String: position="
                            + (source.position() - 1)
                            + " byte="
                            + next);
        }
        return next & 0x3F;
    }
}
