/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

/** What the I/O side hands to the subtask's thread. Never compared; arrays are handed over. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface Chunk {
    /**
     * Comes first where the format has a header and reading does not begin with it.
     *
     * @param line its bytes
     * @param end offset after it
     */
    record Header(byte[] line, long end) implements Chunk {}

    /** The next bytes. */
    record Bytes(byte[] content, int length) implements Chunk {}

    /** There are no more bytes. */
    record Ended() implements Chunk {}

    /** There would be more, but they cannot be read. */
    record Failed(Throwable failure) implements Chunk {}
}
