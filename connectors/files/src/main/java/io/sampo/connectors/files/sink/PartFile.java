/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import io.sampo.core.io.FileOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A part while it is written. */
final class PartFile {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path bucket;
    private final Path path;
    private final FileOutput file;
    private final OutputStream content;

    /** A part whose bytes are durable; its name is not yet. */
    record Complete(Path bucket, Path path, long length, String checksum) {}

    PartFile(Path bucket, Path path, FileOutput file, boolean compressed) throws IOException {
        this.bucket = bucket;
        this.path = path;
        this.file = file;
        content = compressed ? new GZIPOutputStream(file, BUFFER_BYTES) : file;
    }

    Path path() {
        return path;
    }

    void write(ByteArrayOutputStream bytes) throws IOException {
        bytes.writeTo(content);
    }

    /** Returns how many bytes have been written, compressed. */
    long length() {
        return file.position();
    }

    /** Ends the part and makes its bytes durable. */
    Complete complete() throws IOException {
        if (content instanceof GZIPOutputStream compressed) {
            compressed.finish();
        }
        file.sync();
        Complete complete = new Complete(bucket, path, file.position(), file.checksum());
        content.close();
        return complete;
    }

    /** Closes the file as it is. */
    void abandon() throws IOException {
        content.close();
    }
}
