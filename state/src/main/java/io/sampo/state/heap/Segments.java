/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import org.jspecify.annotations.Nullable;

/** Maps by the number of their key group among those owned here, as a snapshot sees them. */
@FunctionalInterface
interface Segments {
    /** Returns a map, or null if there is none. */
    @Nullable PagedMap at(int segment);

    /** Returns the maps as they are in the array now. */
    static Segments copyOf(@Nullable PagedMap[] maps) {
        @Nullable PagedMap[] copy = maps.clone();
        return segment -> copy[segment];
    }
}
