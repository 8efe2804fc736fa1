/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.backend.NamespaceType;

/** Namespaces of eight bytes, as the ends of windows. */
public enum LongNamespaces implements NamespaceType<Long> {
    LONG;

    @Override
    public void write(Long namespace, BinaryOutput target) {
        target.writeLong(namespace);
    }

    @Override
    public Long read(BinaryInput source) {
        return source.readLong();
    }
}
