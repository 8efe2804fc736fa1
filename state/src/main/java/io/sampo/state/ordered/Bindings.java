/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.ordered.StoredTable.Kind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Binds the tables that the program asks for to the restored ones, if they fit. Confined to one
 * thread.
 */
public final class Bindings {
    private static final String UNKNOWN = Object.class.getName();

    private final TableCatalog catalog;
    private final Serialization serialization;
    private final OperatorId operator;
    private final Map<String, Bound> bound = new HashMap<>();

    private record Bound(
            Kind kind, TableSpec<?, ?> spec, @Nullable Class<?> userKeyClass, StoredTable table) {
        boolean isSame(
                Kind otherKind, TableSpec<?, ?> other, @Nullable Class<?> otherUserKeyClass) {
            return kind == otherKind && userKeyClass == otherUserKeyClass && spec.equals(other);
        }
    }

    /** Creates bindings to the tables of {@code catalog}. */
    public Bindings(TableCatalog catalog, Serialization serialization, OperatorId operator) {
        this.catalog = catalog;
        this.serialization = serialization;
        this.operator = operator;
    }

    /** Returns how errors name a table. */
    public String placeOf(String table) {
        return "state '" + table + "' of operator '" + operator + "'";
    }

    /**
     * Returns the table that is asked for; a new one is added to the catalog.
     *
     * @throws StreamException with {@code STATE_INCOMPATIBLE} if the restored table of that name is
     *     another one, with {@code INVALID_PROGRAM} if the program has asked for another one before
     */
    public StoredTable bind(Kind kind, TableSpec<?, ?> spec, @Nullable Class<?> userKeyClass) {
        String key = TableCatalog.keyOf(kind, spec.name());
        Bound first = bound.get(key);
        if (first != null && first.isSame(kind, spec, userKeyClass)) {
            return first.table;
        }
        StoredTable wanted = describe(kind, spec, userKeyClass);
        StoredTable known = catalog.find(kind, spec.name());
        if (known != null) {
            checkFits(known, wanted, first == null);
        }
        if (first != null) {
            return first.table;
        }
        if (known != null && kind != Kind.TIMERS) {
            wanted =
                    wanted.withSchema(
                            serialization.checkSchema(
                                    known.schema(), spec.valueType(), placeOf(spec.name())));
        }
        boolean keepsType = known != null && wanted.valueType().equals(UNKNOWN);
        StoredTable table =
                catalog.put(keepsType ? wanted.withTypeOf(Objects.requireNonNull(known)) : wanted);
        bound.put(key, new Bound(kind, spec, userKeyClass, table));
        return table;
    }

    private StoredTable describe(Kind kind, TableSpec<?, ?> spec, @Nullable Class<?> userKeyClass) {
        boolean isTimers = kind == Kind.TIMERS;
        return new StoredTable(
                0,
                spec.name(),
                kind,
                spec.namespaces().name(),
                isTimers ? "" : spec.valueType().rawClass().getName(),
                isTimers ? "" : serialization.schemaOf(spec.valueType()),
                userKeyClass == null ? "" : KeyType.describe(userKeyClass));
    }

    private void checkFits(StoredTable known, StoredTable wanted, boolean restored) {
        check(known.kind() == wanted.kind(), known, wanted, restored);
        check(known.namespaces().equals(wanted.namespaces()), known, wanted, restored);
        check(
                KeyType.isSameDescription(known.userKeyClass(), wanted.userKeyClass()),
                known,
                wanted,
                restored);
        boolean sameType =
                known.valueType().equals(wanted.valueType())
                        || known.valueType().equals(UNKNOWN)
                        || wanted.valueType().equals(UNKNOWN);
        check(sameType, known, wanted, restored);
    }

    private void check(boolean fits, StoredTable known, StoredTable wanted, boolean restored) {
        if (fits) {
            return;
        }
        throw restored
                ? new StreamException(
                        ErrorCode.STATE_INCOMPATIBLE,
                        "A state does not fit what was stored under its name: place=["
                                + placeOf(wanted.name())
                                + "] stored="
                                + textOf(known)
                                + " wanted="
                                + textOf(wanted)
                                + ". Keep the state as it was, give the new one another name, or start"
                                + " the job without its old state.")
                : new StreamException(
                        ErrorCode.INVALID_PROGRAM,
                        "Two states of one operator have the same name: place=["
                                + placeOf(wanted.name())
                                + "] first="
                                + textOf(known)
                                + " second="
                                + textOf(wanted)
                                + ". Give one of them another name.");
    }

    /** Returns for example {@code map<java.lang.String,java.lang.Long> by time-window}. */
    private static String textOf(StoredTable table) {
        String values = table.valueType();
        String types =
                table.userKeyClass().isEmpty() ? values : table.userKeyClass() + "," + values;
        return table.kind().name().toLowerCase(Locale.ROOT)
                + (types.isEmpty() ? "" : "<" + types + ">")
                + " by "
                + table.namespaces();
    }
}
