/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

/** The three bytes with which some programs begin files in UTF-8. */
final class ByteOrderMark {
    private static final int LENGTH = 3;

    private ByteOrderMark() {}

    /** Leaves out the mark if the line begins the file with it. */
    static void skip(LineScanner line) {
        if (line.foundStart() != 0 || line.length() < LENGTH) {
            return;
        }
        byte[] bytes = line.bytes();
        int at = line.offset();
        if (bytes[at] == (byte) 0xEF
                && bytes[at + 1] == (byte) 0xBB
                && bytes[at + 2] == (byte) 0xBF) {
            line.skipBytes(LENGTH);
        }
    }
}
