/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.type.TypeInfo;

/** What the values of a {@link Page} are. */
enum PageValues {
    /** Objects of this package: lists, maps, timers. */
    ENGINE,
    /** Objects of the user, who may change them in place. */
    USER,
    /**
     * {@code Long}s, kept as plain numbers: a count that goes up leaves no garbage, and reading it
     * follows no reference to an object that was made long ago and far away.
     */
    LONG;

    /** Returns what values of that type are. */
    static PageValues of(TypeInfo<?> type) {
        return type.rawClass() == Long.class ? LONG : USER;
    }
}
