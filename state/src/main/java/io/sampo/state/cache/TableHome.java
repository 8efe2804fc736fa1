/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.type.Serialization;
import io.sampo.state.backend.BackendContext;

/**
 * What every table of a backend is made with.
 *
 * @param cache where its rows are
 * @param scope the current key
 * @param serialization of the subtask's thread
 * @param context of the backend
 */
record TableHome(
        ObjectCache cache, KeyScope scope, Serialization serialization, BackendContext context) {
    /** Returns how errors name a state. */
    String placeOf(String table) {
        return "state '" + table + "' of operator '" + context.operator() + "'";
    }
}
