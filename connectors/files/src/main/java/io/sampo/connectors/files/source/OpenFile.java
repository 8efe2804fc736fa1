/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file while it is read. Used by one thread at a time; every method blocks. */
interface OpenFile extends Closeable {
    /** Opens a file. */
    @FunctionalInterface
    interface Opener {
        /** Returns the open file, at the place where reading starts. */
        OpenFile open() throws IOException;
    }

    /**
     * Returns the line with the names of the columns, null if it is not known apart from the rest.
     */
    Chunk.@Nullable Header header();

    /** Reads some bytes, at most {@code maxBytes}; returns null at the end. */
    Chunk.@Nullable Bytes read(int maxBytes) throws IOException;

    /** Returns whether the split's own bytes have been read, so that more are rarely needed. */
    boolean isPastSplit();
}
