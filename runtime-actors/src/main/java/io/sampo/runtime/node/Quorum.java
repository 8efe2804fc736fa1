/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.util.function.Consumer;

/**
 * Tells whether a node sees the majority of its cluster. One that does not may have been replaced
 * already, and must not act for a job. Thread-safe.
 */
@FunctionalInterface
public interface Quorum {
    /** A node alone, which is all there is. */
    Quorum ALONE = listener -> listener.accept(true);

    /** Tells {@code listener} at once how it is, and then each change, on whatever thread. */
    void listen(Consumer<Boolean> listener);
}
