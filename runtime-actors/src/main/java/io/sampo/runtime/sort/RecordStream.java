/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.sort;

/** Records in their order, one at a time. */
public interface RecordStream extends AutoCloseable {
    /** Moves to the next record, at first to the first; returns whether there is one. */
    boolean next();

    /** Returns the record; the same object for all of them, valid until the next move. */
    RawRecord current();

    /** Lets go of what it reads from. */
    @Override
    void close();
}
