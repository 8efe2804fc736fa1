/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32C;

/** A file of this machine while it is written. */
final class LocalFileOutput extends FileOutput {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long position;

    LocalFileOutput(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public String checksum() {
        return Checksums.toHex(crc.getValue());
    }

    @Override
    public void write(int value) {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) value);
        crc.update(value);
        position++;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, source.length);
        if (count > buffer.remaining()) {
            flush();
        }
        if (count > buffer.remaining()) {
            drain(ByteBuffer.wrap(source, offset, count));
        } else {
            buffer.put(source, offset, count);
        }
        crc.update(source, offset, count);
        position += count;
    }

    @Override
    public void flush() {
        buffer.flip();
        drain(buffer);
        buffer.clear();
    }

    @Override
    public void sync() {
        flush();
        try {
            channel.force(true);
        } catch (IOException failure) {
            throw FileFailures.of("make durable", file, failure);
        }
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            flush();
        } catch (IOException failure) {
            throw FileFailures.of("close", file, failure);
        }
    }

    private void drain(ByteBuffer source) {
        try {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (IOException failure) {
            throw FileFailures.of("write", file, failure);
        }
    }
}
