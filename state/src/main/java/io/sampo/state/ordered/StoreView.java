/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

/** The rows as they were at one moment. */
public interface StoreView extends StoreReader, AutoCloseable {
    @Override
    void close();
}
