/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.Checksum;
import io.sampo.core.function.Function;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;

/**
 * Adds up the rows of each subtask, and hands the sum to the program at the end.
 *
 * @param <T> type of the results
 */
final class ChecksumSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    /** Where the program listens for the sums. */
    static final String CHANNEL = "checksum";

    private final Row<T> row;

    ChecksumSink(Row<T> row) {
        this.row = row;
    }

    /** Turns a result into the number that goes into the checksum. */
    interface Row<T> extends Function {
        long of(T result);
    }

    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        return new Writer<>(row, context);
    }

    private static final class Writer<T> implements SinkWriter<T> {
        private final Row<T> row;
        private final SinkContext context;
        private final Checksum checksum = new Checksum();

        Writer(Row<T> row, SinkContext context) {
            this.row = row;
            this.context = context;
        }

        @Override
        public void write(T result, long timestamp) {
            checksum.add(row.of(result));
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                context.sendToClient(CHANNEL, checksum);
            }
        }
    }
}
