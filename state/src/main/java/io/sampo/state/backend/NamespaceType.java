/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;

/**
 * The type of the second part of a state's address, beside the key: a window, or nothing. Stateless
 * and thread-safe; namespaces are immutable and have {@code equals} and {@code hashCode}.
 *
 * @param <N> type of the namespaces
 */
public interface NamespaceType<N> {
    /** The type of the one namespace of ordinary state. */
    NamespaceType<NoNamespace> NONE = NoNamespace.TYPE;

    /** Returns a name that is stored in snapshots and must match on restore. */
    String name();

    /** Appends canonical bytes that tell their own length; equal namespaces have equal bytes. */
    void write(N namespace, BinaryOutput target);

    /** Reads one. */
    N read(BinaryInput source);
}
