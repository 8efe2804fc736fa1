/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

/** Walks over rows in the order of their keys. Holds native memory until it is closed. */
public interface StoreIterator extends AutoCloseable {
    /** Returns whether there is a row here; if not, the end of the range is reached. */
    boolean isValid();

    /** Goes to the next row. */
    void next();

    /** Goes to the first row whose key is not below {@code key}. */
    void seek(byte[] key);

    /** Returns the key of this row, a new array. */
    byte[] key();

    /** Returns the value of this row, a new array. */
    byte[] value();

    @Override
    void close();
}
