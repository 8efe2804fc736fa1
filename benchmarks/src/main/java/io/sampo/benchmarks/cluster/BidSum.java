/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.cluster;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.ChecksumFiles;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Adds up the bids of each subtask, and leaves the sum in a file. */
final class BidSum implements Sink<Bid> {
    private static final long serialVersionUID = 1L;

    private final String directory;

    BidSum(Path directory) {
        this.directory = directory.toString();
    }

    @Override
    public SinkWriter<Bid> createWriter(SinkContext context) {
        return new Writer(Path.of(directory), context.subtaskIndex());
    }

    private static final class Writer implements SinkWriter<Bid> {
        private final Path directory;
        private final int subtask;
        private final Checksum checksum = new Checksum();

        Writer(Path directory, int subtask) {
            this.directory = directory;
            this.subtask = subtask;
        }

        @Override
        public void write(Bid bid, long timestamp) {
            checksum.add(NexmarkRows.bid(bid));
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (endOfInput) {
                ChecksumFiles.write(directory, subtask, checksum);
            }
        }
    }
}
