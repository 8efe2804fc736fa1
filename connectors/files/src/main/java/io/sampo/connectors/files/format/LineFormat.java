/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of a file become records. Serialized with the source when the job is built; every
 * subtask has a copy of its own.
 *
 * <pre>{@code
 * LineFormat<Integer> lengths = header -> (bytes, offset, length) -> length;
 * FileSource<Integer> source = FileSource.of("data/*.txt", lengths);
 * }</pre>
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface LineFormat<T> extends Serializable {
    /**
     * Returns a decoder for one file or a part of it. Called on the subtask's thread; must not
     * block.
     *
     * @param header the file's first line that is not empty if {@link #hasHeader()}, else null
     * @throws Exception if the header cannot be understood: the job fails, whatever its error
     *     policy
     */
    LineDecoder<T> createDecoder(@Nullable String header) throws Exception;

    /** Returns whether the first line of every file names the columns and is no record. */
    default boolean hasHeader() {
        return false;
    }

    /**
     * Returns whether a line feed between double quotes belongs to the line. Where a line ends then
     * depends on everything before it, so such a file is read by one subtask, however large it is.
     */
    default boolean quotedLineFeeds() {
        return false;
    }
}
