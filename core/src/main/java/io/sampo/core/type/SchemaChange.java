/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import org.jspecify.annotations.Nullable;

/**
 * One difference between the schema with which values were stored and the classes of the program.
 *
 * @param what names the class and, if it is about one, the field or constant, with what was stored
 *     and what is now
 * @param wayOut what to do about it; null if stored values can be read all the same
 */
public record SchemaChange(String what, @Nullable String wayOut) {
    static SchemaChange fitting(String what) {
        return new SchemaChange(what, null);
    }

    /** Returns whether stored values can be read all the same. */
    public boolean fits() {
        return wayOut == null;
    }
}
