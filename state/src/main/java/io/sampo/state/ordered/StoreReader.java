/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of bytes that are ordered by their keys, as unsigned bytes. */
public interface StoreReader {
    /** Returns the value of a row, or null if there is none. */
    byte @Nullable [] get(byte[] key);

    /** Returns the values of several rows in the order of the keys; null where there is no row. */
    List<byte @Nullable []> multiGet(List<byte[]> keys);

    /**
     * Returns the rows from {@code from} to before {@code to}, placed on the first, as they are at
     * this moment: later writes are not seen.
     */
    StoreIterator iterate(byte[] from, byte[] to);
}
