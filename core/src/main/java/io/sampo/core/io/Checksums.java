/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import java.util.zip.CRC32C;

/** CRC-32C, the checksum of all files the engine writes. */
public final class Checksums {
    private Checksums() {}

    /** Returns the checksum of {@code bytes} as {@link #toHex} writes it. */
    public static String of(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return toHex(crc.getValue());
    }

    /** Returns eight lower-case hexadecimal digits. */
    public static String toHex(long crc32c) {
        String digits = Long.toHexString(crc32c & 0xFFFFFFFFL);
        return "0".repeat(8 - digits.length()) + digits;
    }
}
