/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.state.State;

/**
 * A view of state whose namespace can be set. Both components are one object; confined to the
 * subtask's thread.
 *
 * @param <N> type of the namespaces
 * @param <S> the kind of state
 * @param state what to read and write, after the namespace was set once
 * @param context where to set the namespace
 */
public record NamespacedState<N, S extends State>(S state, NamespaceContext<N> context)
        implements NamespaceContext<N> {
    @Override
    public void setNamespace(N namespace) {
        context.setNamespace(namespace);
    }

    /** Sets the namespace and returns the view, for a call in one go. */
    public S in(N namespace) {
        context.setNamespace(namespace);
        return state;
    }
}
