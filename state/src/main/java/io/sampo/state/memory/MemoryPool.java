/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.memory;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory for cached objects of one process, in equal shares among the open backends.
 * Thread-safe; a share shrinks as soon as another backend opens, and its cache follows at its next
 * change.
 */
public final class MemoryPool {
    private final long totalBytes;
    private final AtomicInteger open = new AtomicInteger();

    /** Creates a pool of that many bytes. */
    public MemoryPool(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    /** Opens one more share. */
    public Share open() {
        open.incrementAndGet();
        return new Share();
    }

    /** What one backend may use. */
    public final class Share implements AutoCloseable {
        private boolean closed;

        private Share() {}

        /** Returns how many bytes that is now. */
        public long bytes() {
            return totalBytes / Math.max(1, open.get());
        }

        /** Gives the share back. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
