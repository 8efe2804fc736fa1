/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.state.ListState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** List state on a table. */
final class ListView<N, T> implements ListState<T>, NamespaceContext<N> {
    private final String name;
    private final ListTable<N, T> table;
    private @Nullable N namespace;

    ListView(String name, ListTable<N, T> table) {
        this.name = name;
        this.table = table;
    }

    @Override
    public void setNamespace(N newNamespace) {
        namespace = newNamespace;
    }

    @Override
    public Iterable<T> get() {
        return table.get(ViewChecks.namespace(namespace));
    }

    @Override
    public void add(T element) {
        checkElement(element);
        table.add(ViewChecks.namespace(namespace), element);
    }

    @Override
    public void addAll(List<T> elements) {
        N in = ViewChecks.namespace(namespace);
        elements.forEach(this::checkElement);
        for (T element : elements) {
            table.add(in, element);
        }
    }

    @Override
    public void update(List<T> elements) {
        elements.forEach(this::checkElement);
        table.put(ViewChecks.namespace(namespace), elements);
    }

    @Override
    public void clear() {
        table.remove(ViewChecks.namespace(namespace));
    }

    private void checkElement(@Nullable T element) {
        if (element == null) {
            throw ViewChecks.nullRefused(name, "element");
        }
    }
}
