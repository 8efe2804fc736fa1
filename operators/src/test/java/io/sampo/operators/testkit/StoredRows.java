/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.snapshot.KeyedStateContent;
import io.sampo.state.snapshot.KeyedStateHandle;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is in the keyed state of an operator, for tests that look for what is left over. */
public final class StoredRows {
    private StoredRows() {}

    /**
     * Returns the number of rows of each table, and of timers of each name, of which there is any.
     *
     * @param snapshot of the heap
     */
    public static Map<String, Long> in(HarnessSnapshot snapshot) {
        MemorySnapshots files = new MemorySnapshots("counted", snapshot.files());
        Map<String, Long> rows = new TreeMap<>();
        for (KeyedStateHandle handle : snapshot.keyed()) {
            KeyedStateContent content =
                    HeapStateBackend.contentOf(HarnessContext.OPERATOR.name(), handle, files);
            for (KeyedStateContent.Table table : content.tables()) {
                rows.merge(table.name(), table.rows().orElseThrow(), Long::sum);
            }
        }
        rows.values().removeIf(count -> count == 0);
        return rows;
    }
}
