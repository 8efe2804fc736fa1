/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

/** Leaves everything to another output; to be overridden where something else is to happen. */
public class ForwardingFileOutput extends FileOutput {
    private final FileOutput output;

    /** Creates one that writes to {@code output}. */
    public ForwardingFileOutput(FileOutput output) {
        this.output = output;
    }

    @Override
    public long position() {
        return output.position();
    }

    @Override
    public String checksum() {
        return output.checksum();
    }

    @Override
    public void write(int value) {
        output.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        output.write(source, offset, count);
    }

    @Override
    public void flush() {
        output.flush();
    }

    @Override
    public void sync() {
        output.sync();
    }

    @Override
    public void close() {
        output.close();
    }
}
