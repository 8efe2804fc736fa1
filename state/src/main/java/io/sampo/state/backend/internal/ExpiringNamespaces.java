/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend.internal;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.backend.NamespaceType;

/**
 * The same namespaces under another name, so that a table of values with times is not taken for one
 * without, even if nothing is known of the type of its values.
 */
record ExpiringNamespaces<N>(NamespaceType<N> namespaces) implements NamespaceType<N> {
    @Override
    public String name() {
        return namespaces.name() + " with time to live";
    }

    @Override
    public void write(N namespace, BinaryOutput target) {
        namespaces.write(namespace, target);
    }

    @Override
    public N read(BinaryInput source) {
        return namespaces.read(source);
    }
}
