/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.snapshot;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a handle of keyed state holds, as far as its files say so without the classes of the job.
 *
 * @param keyType class of the keys, with its components if it is a record; empty if there never was
 *     a key
 * @param tables the states and timers of the operator
 */
public record KeyedStateContent(String keyType, List<Table> tables) {
    /** Copies the list. */
    public KeyedStateContent {
        tables = List.copyOf(tables);
    }

    /**
     * One state, or the timers of one name.
     *
     * @param kind {@code value}, {@code list}, {@code map} or {@code timers}; reductions and
     *     aggregates are values
     * @param name unique among the states, or among the timers, of an operator
     * @param namespaces name of the type of the namespaces: {@code none}, or that of windows
     * @param valueType class of the values or elements, {@code java.lang.Object} if it was not
     *     declared; empty for timers
     * @param schema as {@link io.sampo.core.type.Serialization#schemaOf} describes that type; empty
     *     for timers
     * @param userKeyType class of the keys of maps; empty for other kinds
     * @param rows how many rows there are, if the files tell: on the heap one for each key and
     *     namespace, or more for large lists and maps
     * @param bytes of those rows, if the files tell
     */
    public record Table(
            String kind,
            String name,
            String namespaces,
            String valueType,
            String schema,
            String userKeyType,
            OptionalLong rows,
            OptionalLong bytes) {}
}
