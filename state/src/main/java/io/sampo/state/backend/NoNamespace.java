/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;

/**
 * The one namespace of state that has no namespaces; takes no bytes. No enum, whose hash differs in
 * each JVM: a seeded simulation must find the rows of a cache where the last one did.
 */
public record NoNamespace() {
    /** The one instance. */
    public static final NoNamespace INSTANCE = new NoNamespace();

    static final NamespaceType<NoNamespace> TYPE =
            new NamespaceType<>() {
                @Override
                public String name() {
                    return "none";
                }

                @Override
                public void write(NoNamespace namespace, BinaryOutput target) {}

                @Override
                public NoNamespace read(BinaryInput source) {
                    return INSTANCE;
                }
            };
}
