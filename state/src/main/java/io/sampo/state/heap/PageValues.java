/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.type.RecordColumns;
import io.sampo.core.type.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a {@link Page} are, and how many numbers and references it keeps for each.
 * What is kept as numbers leaves nothing to the collector when it is replaced, and reading it
 * follows no reference to an object that was made long ago and far away.
 *
 * @param numbers how many numbers a value has
 * @param references how many references a value has
 * @param mutable whether the user may change a value in place
 * @param records how a value is put into its numbers and references; null if it is the only one of
 *     these itself
 */
record PageValues(int numbers, int references, boolean mutable, @Nullable RecordColumns records) {
    /** Objects of this package: lists, maps, timers. */
    static final PageValues ENGINE = new PageValues(0, 1, false, null);

    /** Objects of the user, who may change them in place. */
    static final PageValues USER = new PageValues(0, 1, true, null);

    /** {@code Long}s, kept as plain numbers. */
    static final PageValues LONG = new PageValues(1, 0, false, null);

    /** Returns what values of that type are. */
    static PageValues of(TypeInfo<?> type) {
        if (type.rawClass() == Long.class) {
            return LONG;
        }
        RecordColumns records = RecordColumns.of(type.rawClass());
        return records == null
                ? USER
                : new PageValues(records.numberCount(), records.referenceCount(), false, records);
    }

    /** Returns the bytes of a value in the arrays, with compressed references. */
    int bytes() {
        return Long.BYTES * numbers + Integer.BYTES * references;
    }
}
