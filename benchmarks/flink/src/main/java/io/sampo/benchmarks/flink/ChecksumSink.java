/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.workload.Checksum;
import java.io.Serializable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Adds up the rows of each subtask.
 *
 * @param <T> type of the results
 */
final class ChecksumSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    /** The sums of the subtasks that have ended; job and program share this JVM. */
    static final ConcurrentLinkedQueue<Checksum> RESULTS = new ConcurrentLinkedQueue<>();

    private final Row<T> row;

    ChecksumSink(Row<T> row) {
        this.row = row;
    }

    /** Turns a result into the number that goes into the checksum. */
    interface Row<T> extends Serializable {
        long of(T result);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(row);
    }

    private static final class Writer<T> implements SinkWriter<T> {
        private final Row<T> row;
        private final Checksum checksum = new Checksum();

        Writer(Row<T> row) {
            this.row = row;
        }

        @Override
        public void write(T result, Context context) {
            checksum.add(row.of(result));
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                RESULTS.add(checksum);
            }
        }

        @Override
        public void close() {}
    }
}
