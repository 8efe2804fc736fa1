/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.JobRecord;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.io.FileStore;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The records of jobs as a database keeps them: nobody has them for himself, and whoever comes with
 * an old revision is refused.
 */
final class SharedRecords implements JobCheckpoints.Records {
    private final Consumer<RecordContent> onChange;
    private final Map<String, RecordContent> contents = new HashMap<>();

    SharedRecords(Consumer<RecordContent> onChange) {
        this.onChange = onChange;
    }

    @Override
    public JobRecord open(FileStore files, CheckpointPaths paths, String jobName) {
        return new Held((ProcessFiles) files, jobName);
    }

    /** A process's connection. */
    private final class Held implements JobRecord {
        private final ProcessFiles process;
        private final String jobName;

        Held(ProcessFiles process, String jobName) {
            this.process = process;
            this.jobName = jobName;
        }

        @Override
        public RecordContent current() {
            return contents.computeIfAbsent(jobName, RecordContent::fresh);
        }

        /** The process may die before, or before it hears that it was done. */
        @Override
        public boolean compareAndSet(RecordContent expected, RecordContent next) {
            process.step();
            RecordContent now = current();
            boolean done = now.equals(expected) || now.equals(next);
            if (done) {
                contents.put(jobName, next);
                onChange.accept(next);
            }
            process.step();
            return done;
        }

        @Override
        public void close() {}
    }
}
