/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import java.util.Objects;

/** The record of a job that keeps nothing durable. It ends with the process. */
public final class MemoryJobRecord implements JobRecord {
    private RecordContent content;

    /** Creates the record of a job that never ran. */
    public MemoryJobRecord(String jobName) {
        content = RecordContent.fresh(jobName);
    }

    @Override
    public synchronized RecordContent current() {
        return content;
    }

    @Override
    public synchronized boolean compareAndSet(RecordContent expected, RecordContent next) {
        // Looks first whether it is the same object, as it mostly is: see SubtaskId.
        if (!Objects.equals(content, expected) && !content.equals(next)) {
            return false;
        }
        content = next;
        return true;
    }

    @Override
    public void close() {}
}
