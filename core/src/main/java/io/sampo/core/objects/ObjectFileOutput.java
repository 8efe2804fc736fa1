/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.objects;

import io.sampo.core.io.Checksums;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.ObjectPath;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An object while it is written. It is there after {@link #sync}, and then complete; without that
 * it never was. Holds one part in memory.
 */
final class ObjectFileOutput extends FileOutput {
    private static final int FIRST_BYTES = 16 * 1024;

    private final ObjectStore store;
    private final ObjectPath object;
    private final CRC32C crc = new CRC32C();
    private final int partBytes;
    private byte[] part;
    private int filled;
    private long position;
    private ObjectStore.@Nullable Upload upload;
    private boolean ended;

    ObjectFileOutput(ObjectStore store, ObjectPath object) {
        this.store = store;
        this.object = object;
        partBytes = store.partBytes();
        part = new byte[Math.min(FIRST_BYTES, partBytes)];
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
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, source.length);
        if (ended) {
            throw new IllegalStateException("An object does not change: object=" + object);
        }
        crc.update(source, offset, count);
        position += count;
        int from = offset;
        int left = count;
        while (left > 0) {
            if (filled == partBytes) {
                send();
            }
            makeRoom(left);
            int now = Math.min(left, part.length - filled);
            System.arraycopy(source, from, part, filled, now);
            filled += now;
            from += now;
            left -= now;
        }
    }

    /** Most files are small. */
    private void makeRoom(int wanted) {
        if (part.length - filled < wanted && part.length < partBytes) {
            long enough = Math.max(2L * part.length, (long) filled + wanted);
            part = Arrays.copyOf(part, (int) Math.min(partBytes, enough));
        }
    }

    /** Only what is more than one part is put in parts. */
    private void send() {
        ObjectStore.Upload to = upload;
        if (to == null) {
            to = store.begin(object);
            upload = to;
        }
        to.add(part, filled);
        filled = 0;
    }

    /** Does nothing: parts go when they are full. */
    @Override
    public void flush() {}

    @Override
    public void sync() {
        if (ended) {
            return;
        }
        if (upload == null) {
            store.put(object, Arrays.copyOf(part, filled));
        } else {
            send();
            upload.complete();
        }
        ended = true;
    }

    @Override
    public void close() {
        ended = true;
        part = new byte[0];
        if (upload != null) {
            upload.close();
        }
    }
}
