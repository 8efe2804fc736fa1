/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import java.io.IOException;

/** Writes the entries of one segment of one table. */
@FunctionalInterface
interface RowWriter {
    /** Writes all entries, each as one or more rows. */
    void write(PagedMap segment, BlockOutput target) throws IOException;
}
