/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

/**
 * Sets the namespace that a view of state refers to.
 *
 * @param <N> type of the namespaces
 */
public interface NamespaceContext<N> {
    /**
     * Makes {@code namespace} the current one. Called before a view is used, and whenever the
     * namespace changes; it stays when the key changes. Nothing is looked up yet, so it is cheap.
     */
    void setNamespace(N namespace);
}
