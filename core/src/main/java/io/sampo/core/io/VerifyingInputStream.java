/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * Verifies length and CRC-32C of what is read through it, once its end is reached. Used by one
 * thread.
 */
public final class VerifyingInputStream extends FilterInputStream {
    private final String name;
    private final long expectedLength;
    private final String expectedChecksum;
    private final CRC32C crc = new CRC32C();
    private long length;
    private boolean verified;

    /**
     * Wraps a stream, which should be buffered.
     *
     * @param name of the file, for errors
     * @param checksum as {@link Checksums#toHex} writes it
     */
    public VerifyingInputStream(InputStream source, String name, long length, String checksum) {
        super(source);
        this.name = name;
        expectedLength = length;
        expectedChecksum = checksum;
    }

    /**
     * As {@link InputStream#read()}.
     *
     * @throws StreamException with {@code CHECKPOINT_DAMAGED} at the end if the content is not what
     *     was written, or as soon as it is too long
     */
    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value < 0) {
            verify();
        } else {
            crc.update(value);
            count(1);
        }
        return value;
    }

    /** As {@link #read()}. */
    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int got = in.read(target, offset, count);
        if (got < 0) {
            verify();
        } else {
            crc.update(target, offset, got);
            count(got);
        }
        return got;
    }

    /** Reads and verifies what it skips. */
    @Override
    public long skip(long count) throws IOException {
        byte[] dropped = new byte[(int) Math.min(8192, Math.max(1, count))];
        long left = count;
        while (left > 0) {
            int got = read(dropped, 0, (int) Math.min(dropped.length, left));
            if (got < 0) {
                break;
            }
            left -= got;
        }
        return count - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int more) {
        length += more;
        if (length > expectedLength) {
            throw damaged("length>=" + length, "length=" + expectedLength);
        }
    }

    private void verify() {
        if (verified) {
            return;
        }
        if (length != expectedLength) {
            throw damaged("length=" + length, "length=" + expectedLength);
        }
        String actual = Checksums.toHex(crc.getValue());
        if (!actual.equals(expectedChecksum)) {
            throw damaged("crc32c=" + actual, "crc32c=" + expectedChecksum);
        }
        verified = true;
    }

    private StreamException damaged(String found, String expected) {
        return new StreamException(
                ErrorCode.CHECKPOINT_DAMAGED,
                "A stored file is damaged: file="
                        + name
                        + " found "
                        + found
                        + " expected "
                        + expected
                        + ". Restore the file from a backup, or start from another checkpoint.");
    }
}
