/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import java.util.concurrent.atomic.AtomicReference;

/** The record of a job that keeps nothing durable. It ends with the process. */
public final class MemoryJobRecord implements JobRecord {
    private final AtomicReference<RecordContent> content;

    /** Creates the record of a job that never ran. */
    public MemoryJobRecord(String jobName) {
        content = new AtomicReference<>(RecordContent.fresh(jobName));
    }

    @Override
    public RecordContent current() {
        return content.get();
    }

    @Override
    public boolean compareAndSet(RecordContent expected, RecordContent next) {
        RecordContent found =
                content.updateAndGet(current -> current.equals(expected) ? next : current);
        return found.equals(next);
    }

    @Override
    public void close() {}
}
