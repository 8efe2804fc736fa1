/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.evictor;

import io.sampo.operators.function.TimestampedValue;
import java.util.Iterator;

/** Keeps the records that came last, so many of them (SEMANTICS rule 34). */
public final class CountEvictor extends SidedEvictor<Object> {
    private static final long serialVersionUID = 1L;

    private final long records;

    private CountEvictor(long records, boolean after) {
        super(after);
        this.records = records;
    }

    /** Returns an evictor that keeps {@code records} records for the window's function. */
    public static CountEvictor of(long records) {
        return of(records, false);
    }

    /**
     * Returns an evictor that keeps {@code records} records.
     *
     * @param after whether it evicts after the function, which sees all, instead of before it
     */
    public static CountEvictor of(long records, boolean after) {
        if (records < 0) {
            throw new IllegalArgumentException(
                    "A count evictor cannot keep fewer than no records: records=" + records);
        }
        return new CountEvictor(records, after);
    }

    @Override
    void evict(Iterable<TimestampedValue<Object>> elements, int size) {
        Iterator<TimestampedValue<Object>> oldest = elements.iterator();
        for (long left = size - records; left > 0; left--) {
            oldest.next();
            oldest.remove();
        }
    }

    @Override
    public String toString() {
        return "CountEvictor(" + records + side() + ")";
    }
}
