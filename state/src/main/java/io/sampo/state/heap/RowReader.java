/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryInput;

/** Adds rows that an {@link EntryRows} wrote to a table. Changes the current key. */
@FunctionalInterface
interface RowReader {
    /**
     * Adds some rows.
     *
     * @param rows how many follow
     */
    void read(BinaryInput source, int rows);
}
