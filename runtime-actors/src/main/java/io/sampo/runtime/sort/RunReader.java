/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.sort;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The records of one sorted file. */
final class RunReader implements RecordStream {
    private final Path file;
    private final InputStream source;
    private final BlockingCalls blocking;
    private final RawRecord record = new RawRecord();
    private byte[] buffer;
    private int next;
    private int end;

    /**
     * Opens the file.
     *
     * @param bufferBytes how much is read at a time
     */
    RunReader(FileStore files, Path file, int bufferBytes, BlockingCalls blocking) {
        this.file = file;
        this.blocking = blocking;
        source = files.open(file);
        buffer = new byte[bufferBytes];
    }

    @Override
    public boolean next() {
        if (!has(RawRecord.LENGTH_BYTES)) {
            if (next < end) {
                throw endsTooEarly();
            }
            return false;
        }
        int size = RawRecord.sizeAt(buffer, next);
        if (!has(size)) {
            throw endsTooEarly();
        }
        record.set(buffer, next);
        next += size;
        return true;
    }

    private boolean has(int size) {
        if (end - next < size) {
            blocking.run(() -> fill(size));
        }
        return end - next >= size;
    }

    private void fill(int size) {
        byte[] target = size > buffer.length ? new byte[size] : buffer;
        System.arraycopy(buffer, next, target, 0, end - next);
        end -= next;
        next = 0;
        buffer = target;
        try {
            end += source.readNBytes(buffer, end, buffer.length - end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StreamException endsTooEarly() {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "A file of sorted records ends too early: file="
                        + file
                        + " position="
                        + Arrays.toString(new int[] {next, end})
                        + ". Somebody else changed the directory for temporary files.");
    }

    @Override
    public RawRecord current() {
        return record;
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
