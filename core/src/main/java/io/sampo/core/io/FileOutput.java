/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import java.io.OutputStream;

/**
 * A file while it is written: buffered, its length counted and its checksum computed. Used by one
 * thread. Its methods fail with {@link io.sampo.core.error.StreamException} like those of {@link
 * FileStore}.
 */
public abstract class FileOutput extends OutputStream {
    /** Returns how many bytes have been written. */
    public abstract long position();

    /** Returns the CRC-32C of what has been written, as {@link Checksums#toHex} writes it. */
    public abstract String checksum();

    @Override
    public abstract void write(int value);

    @Override
    public abstract void write(byte[] source, int offset, int count);

    @Override
    public void write(byte[] source) {
        write(source, 0, source.length);
    }

    /** Hands what is buffered to the operating system. */
    @Override
    public abstract void flush();

    /**
     * Makes content and length durable; the file's name is durable after {@link
     * FileStore#syncDirectory}.
     */
    public abstract void sync();

    /** Flushes and closes, without {@link #sync}. Does nothing the second time. */
    @Override
    public abstract void close();
}
