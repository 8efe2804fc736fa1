/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.backend.NamespaceType;

/** Namespaces of any length. */
public enum TextNamespaces implements NamespaceType<String> {
    TEXT;

    @Override
    public void write(String namespace, BinaryOutput target) {
        target.writeString(namespace);
    }

    @Override
    public String read(BinaryInput source) {
        return source.readString();
    }
}
