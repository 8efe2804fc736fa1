/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.ChecksumFiles;
import io.sampo.benchmarks.workload.NexmarkRows;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Adds up the bids of each subtask, and leaves the sum in a file. */
final class BidSum implements Sink<Bid> {
    private static final long serialVersionUID = 1L;

    private final String directory;

    BidSum(Path directory) {
        this.directory = directory.toString();
    }

    @Override
    public SinkWriter<Bid> createWriter(WriterInitContext context) {
        return new Writer(Path.of(directory), context.getTaskInfo().getIndexOfThisSubtask());
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
        public void write(Bid bid, Context context) {
            checksum.add(NexmarkRows.bid(bid));
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (endOfInput) {
                ChecksumFiles.write(directory, subtask, checksum);
            }
        }

        @Override
        public void close() {}
    }
}
