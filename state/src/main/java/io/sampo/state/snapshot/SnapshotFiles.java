/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads the files that handles point to. Safe to use from any thread; may block on I/O. */
public interface SnapshotFiles {
    /**
     * Opens a buffered stream. Length and checksum are verified when its end is reached; a reader
     * that stops before must call {@code transferTo(OutputStream.nullOutputStream())} if it relies
     * on the check.
     *
     * @throws io.sampo.core.error.StreamException with {@code CHECKPOINT_DAMAGED}, naming the file,
     *     here or from a read
     */
    InputStream open(StateFile file) throws IOException;

    /** Copies (or hard-links, where that is safe) a file to {@code target}, verified. */
    void fetch(StateFile file, Path target) throws IOException;
}
