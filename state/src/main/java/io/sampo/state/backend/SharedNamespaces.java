/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;

/**
 * Namespaces that many keys have in common, as windows have that end at fixed times. Stored as
 * those of {@code type}, so rows can be restored with either; a backend with {@link
 * KeyedStateBackend#walksNamespaces} keeps rows by namespace, and can walk through those of one.
 *
 * @param <N> type of the namespaces
 * @param type how they are stored
 */
public record SharedNamespaces<N>(NamespaceType<N> type) implements NamespaceType<N> {
    @Override
    public String name() {
        return type.name();
    }

    @Override
    public void write(N namespace, BinaryOutput target) {
        type.write(namespace, target);
    }

    @Override
    public N read(BinaryInput source) {
        return type.read(source);
    }
}
