/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

/** A lock held until it is closed. Safe to close from any thread, and more than once. */
public interface FileLock extends AutoCloseable {
    /** Frees the lock; its file stays. */
    @Override
    void close();
}
