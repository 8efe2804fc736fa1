/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Value state on a table. Hot: called for every record. */
final class ValueView<N, T> implements ValueState<T>, NamespaceContext<N> {
    private final ValueTable<N, T> table;
    private @Nullable N namespace;

    ValueView(ValueTable<N, T> table) {
        this.table = table;
    }

    @Override
    public void setNamespace(N newNamespace) {
        namespace = newNamespace;
    }

    @Override
    public @Nullable T value() {
        return table.get(ViewChecks.namespace(namespace));
    }

    @Override
    public void update(@Nullable T value) {
        if (value == null) {
            table.remove(ViewChecks.namespace(namespace));
        } else {
            table.put(ViewChecks.namespace(namespace), value);
        }
    }

    @Override
    public void clear() {
        table.remove(ViewChecks.namespace(namespace));
    }
}
