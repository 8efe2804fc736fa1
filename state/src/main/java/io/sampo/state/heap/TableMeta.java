/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TableSpec;
import java.util.Locale;

/**
 * What a snapshot stores about a table.
 *
 * @param kind of what the rows are
 * @param name unique among the tables, or among the timers
 * @param namespaces name of the type of the namespaces
 * @param valueClass name of the class of values or elements; {@code java.lang.Object} if unknown,
 *     empty for timers
 * @param schema of the values; they need not spell out what stands there
 * @param userKeyClass class of the maps' keys as {@link KeyType#describe}, empty if there are none
 */
record TableMeta(
        Kind kind,
        String name,
        String namespaces,
        String valueClass,
        String schema,
        String userKeyClass) {
    private static final String UNKNOWN = Object.class.getName();

    /** What the rows of a table are. */
    enum Kind {
        VALUE(0),
        LIST(1),
        MAP(2),
        TIMERS(3);

        /** What stands for it in the format. */
        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "A snapshot has a table of an unknown kind: kind="
                            + code
                            + ". It was written by a later version of the engine.");
        }
    }

    static TableMeta of(
            Kind kind, TableSpec<?, ?> spec, String userKeyClass, Serialization serialization) {
        return new TableMeta(
                kind,
                spec.name(),
                spec.namespaces().name(),
                spec.valueType().rawClass().getName(),
                serialization.schemaOf(spec.valueType()),
                userKeyClass);
    }

    static TableMeta ofTimers(String name, NamespaceType<?> namespaces) {
        return new TableMeta(Kind.TIMERS, name, namespaces.name(), "", "", "");
    }

    TableMeta withSchema(String newSchema) {
        return new TableMeta(kind, name, namespaces, valueClass, newSchema, userKeyClass);
    }

    /** Returns whether rows of the other fit into a table of this. */
    boolean fits(TableMeta other) {
        return kind == other.kind
                && namespaces.equals(other.namespaces)
                && userKeyClass.equals(other.userKeyClass)
                && (valueClass.equals(other.valueClass)
                        || valueClass.equals(UNKNOWN)
                        || other.valueClass.equals(UNKNOWN));
    }

    void write(BinaryOutput target) {
        target.writeByte(kind.code);
        target.writeString(name);
        target.writeString(namespaces);
        target.writeString(valueClass);
        target.writeString(schema);
        target.writeString(userKeyClass);
    }

    static TableMeta read(BinaryInput source) {
        return new TableMeta(
                Kind.ofCode(source.readByte()),
                source.readString(),
                source.readString(),
                source.readString(),
                source.readString(),
                source.readString());
    }

    /** Returns for example {@code map<java.lang.String,java.lang.Long> by time-window}. */
    String describe() {
        String types = userKeyClass.isEmpty() ? valueClass : userKeyClass + "," + valueClass;
        return kind.name().toLowerCase(Locale.ROOT)
                + (types.isEmpty() ? "" : "<" + types + ">")
                + " by "
                + namespaces;
    }
}
