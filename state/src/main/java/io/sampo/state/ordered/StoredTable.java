/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

/**
 * What a snapshot says about one of its tables.
 *
 * @param id first part of the keys of its rows, unique in the store
 * @param name unique in the operator
 * @param kind what its rows mean
 * @param namespaces name of the type of the namespaces
 * @param valueType name of the class of the values as far as it was known; empty for timers
 * @param schema describes the fields of that type
 * @param userKeyClass the class of the maps' keys as {@link io.sampo.core.type.KeyType#describe}
 *     does, or its name alone if an earlier release stored it; empty but for maps
 */
public record StoredTable(
        int id,
        String name,
        Kind kind,
        String namespaces,
        String valueType,
        String schema,
        String userKeyClass) {
    /** The kinds of tables. Stored by name. */
    public enum Kind {
        /** One value for each key and namespace. */
        VALUE,
        /** One list for each key and namespace, its elements in one row. */
        LIST,
        /** One map for each key and namespace, a row for each of its entries. */
        MAP,
        /** Timers, a row for each, ordered by time within a key group. */
        TIMERS
    }

    /** Returns this with what the other says of its values. */
    StoredTable withTypeOf(StoredTable other) {
        return new StoredTable(
                id, name, kind, namespaces, other.valueType, other.schema, userKeyClass);
    }

    StoredTable withSchema(String newSchema) {
        return new StoredTable(id, name, kind, namespaces, valueType, newSchema, userKeyClass);
    }

    StoredTable withId(int newId) {
        return new StoredTable(newId, name, kind, namespaces, valueType, schema, userKeyClass);
    }
}
