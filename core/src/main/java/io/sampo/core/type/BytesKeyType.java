/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Byte arrays as keys, by their content; ended and escaped like strings. */
final class BytesKeyType implements KeyType<byte[]> {
    static final KeyType<byte[]> INSTANCE = new BytesKeyType();

    private static final int END = 0;
    private static final int ESCAPE = 1;

    private BytesKeyType() {}

    @Override
    public Class<byte[]> keyClass() {
        return byte[].class;
    }

    @Override
    public int hash(byte[] key) {
        return Arrays.hashCode(key);
    }

    @Override
    public boolean same(byte[] left, byte[] right) {
        return Arrays.equals(left, right);
    }

    @Override
    public void write(byte[] key, BinaryOutput target) {
        for (byte next : key) {
            if (next == 0 || next == ESCAPE) {
                target.writeByte(ESCAPE);
                target.writeByte(next + 1);
            } else {
                target.writeByte(next);
            }
        }
        target.writeByte(END);
    }

    @Override
    public byte[] read(BinaryInput source) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int next = source.readByte();
        while (next != END) {
            content.write(next == ESCAPE ? source.readByte() - 1 : next);
            next = source.readByte();
        }
        return content.toByteArray();
    }
}
