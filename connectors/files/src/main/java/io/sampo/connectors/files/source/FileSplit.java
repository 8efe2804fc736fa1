/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.operators.source.SourceSplit;

/**
 * A file or a part of it: the lines that start in it.
 *
 * @param path of the file
 * @param start offset of the split's first byte
 * @param end offset after its last byte
 * @param fileLength of the whole file when it was listed
 * @param position of a plain file, the offset from which on no line has been emitted; of a
 *     compressed one, how many lines have been read
 */
public record FileSplit(String path, long start, long end, long fileLength, long position)
        implements SourceSplit {
    private static final String COMPRESSED = ".gz";

    @Override
    public String splitId() {
        return path + "@" + start;
    }

    /** Returns whether the file is read through gzip. */
    public boolean isCompressed() {
        return isCompressed(path);
    }

    static boolean isCompressed(String path) {
        return path.endsWith(COMPRESSED);
    }

    FileSplit at(long newPosition) {
        return new FileSplit(path, start, end, fileLength, newPosition);
    }
}
