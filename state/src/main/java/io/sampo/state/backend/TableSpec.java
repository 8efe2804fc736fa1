/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.type.TypeInfo;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes a table of keyed state.
 *
 * @param <N> type of the namespaces
 * @param <V> type of the values
 * @param name unique in the operator
 * @param namespaces {@link NamespaceType#NONE} for ordinary state, windows for window contents
 * @param valueType as far as it is known
 * @param unwanted says which values or elements may be left out of snapshots, and dropped by a
 *     sweep; null if all are wanted. Called on the thread that stores a snapshot, too
 * @param sweep how fast the table is to be looked through for them; null if it is not
 */
public record TableSpec<N, V>(
        String name,
        NamespaceType<N> namespaces,
        TypeInfo<V> valueType,
        @Nullable Predicate<? super V> unwanted,
        @Nullable Sweep sweep) {

    /** Describes a table whose values are all wanted. */
    public TableSpec(String name, NamespaceType<N> namespaces, TypeInfo<V> valueType) {
        this(name, namespaces, valueType, null, null);
    }

    /** Returns whether a value may be left out of a snapshot, and dropped. */
    public boolean isUnwanted(V value) {
        return unwanted != null && unwanted.test(value);
    }
}
