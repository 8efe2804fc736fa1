/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.type.Serialization;
import io.sampo.state.backend.TableSpec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Binds the tables that the program asks for to the restored ones, if they fit. */
final class Bindings {
    private static final String WAY_OUT =
            " Keep the state as it was, give the new one another name, or start the job without its old"
                    + " state.";

    private final TableCatalog catalog;
    private final Serialization serialization;
    private final OperatorId operator;

    Bindings(TableCatalog catalog, Serialization serialization, OperatorId operator) {
        this.catalog = catalog;
        this.serialization = serialization;
        this.operator = operator;
    }

    StoredTable bind(StoredTable.Kind kind, TableSpec<?, ?> spec, @Nullable Class<?> userKeyClass) {
        boolean isTimers = kind == StoredTable.Kind.TIMERS;
        StoredTable wanted =
                new StoredTable(
                        0,
                        spec.name(),
                        kind,
                        spec.namespaces().name(),
                        isTimers ? "" : spec.valueType().rawClass().getName(),
                        isTimers ? "" : serialization.schemaOf(spec.valueType()),
                        userKeyClass == null ? "" : userKeyClass.getName());
        StoredTable known = catalog.find(kind, spec.name());
        if (known != null) {
            check(known, wanted);
        }
        return catalog.put(wanted);
    }

    private void check(StoredTable known, StoredTable wanted) {
        if (known.kind() != wanted.kind()) {
            throw incompatible(wanted, "kind", nameOf(known.kind()), nameOf(wanted.kind()));
        }
        if (!known.namespaces().equals(wanted.namespaces())) {
            throw incompatible(wanted, "namespaces", known.namespaces(), wanted.namespaces());
        }
        if (!known.userKeyClass().equals(wanted.userKeyClass())) {
            throw incompatible(wanted, "keyType", known.userKeyClass(), wanted.userKeyClass());
        }
        String unknown = Object.class.getName();
        boolean comparable =
                !known.valueType().equals(unknown) && !wanted.valueType().equals(unknown);
        if (comparable && !known.valueType().equals(wanted.valueType())) {
            throw incompatible(
                    wanted,
                    "type",
                    known.valueType() + " (" + known.schema() + ")",
                    wanted.valueType() + " (" + wanted.schema() + ")");
        }
    }

    private static String nameOf(StoredTable.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private StreamException incompatible(
            StoredTable wanted, String what, String stored, String now) {
        return new StreamException(
                ErrorCode.STATE_INCOMPATIBLE,
                "A state does not fit what was stored under its name: operator="
                        + operator
                        + " state="
                        + wanted.name()
                        + " stored "
                        + what
                        + "="
                        + stored
                        + " wanted "
                        + what
                        + "="
                        + now
                        + "."
                        + WAY_OUT);
    }
}
