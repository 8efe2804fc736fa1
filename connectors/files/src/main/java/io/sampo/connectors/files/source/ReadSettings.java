/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

/**
 * How a reader reads.
 *
 * @param chunkBytes how much is read at once
 * @param lineBytes how long a line may be
 * @param watching whether more files may come at any time
 */
record ReadSettings(int chunkBytes, int lineBytes, boolean watching) {
    /** Below half a region of a small G1 heap, so that chunks are no humongous objects. */
    static final int DEFAULT_CHUNK_BYTES = 256 * 1024;
}
