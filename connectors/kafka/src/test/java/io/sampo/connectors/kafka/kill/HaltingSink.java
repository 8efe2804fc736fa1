/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.kill;

import io.sampo.connectors.kafka.sink.KafkaCommittable;
import io.sampo.connectors.kafka.sink.KafkaSink;
import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.TwoPhaseSink;

/**
 * A sink with transactions that tells of each commit.
 *
 * @param <T> type of the records
 */
final class HaltingSink<T> implements TwoPhaseSink<T, KafkaCommittable> {
    private static final long serialVersionUID = 1L;

    /** For the whole process: each subtask has a copy of the sink. */
    private static volatile Runnable committed = () -> {};

    private final KafkaSink<T> sink;

    HaltingSink(KafkaSink<T> sink) {
        this.sink = sink;
    }

    static void onCommitted(Runnable listener) {
        committed = listener;
    }

    @SuppressWarnings("unchecked") // what a sink with transactions is
    private TwoPhaseSink<T, KafkaCommittable> sink() {
        Sink<T> plain = sink;
        return (TwoPhaseSink<T, KafkaCommittable>) plain;
    }

    @Override
    public PreCommittingWriter<T, KafkaCommittable> createWriter(SinkContext context)
            throws Exception {
        return sink().createWriter(context);
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(SinkContext context) throws Exception {
        return new Telling(sink().createCommitter(context));
    }

    private record Telling(Committer<KafkaCommittable> committer)
            implements Committer<KafkaCommittable> {
        @Override
        public Outcome commit(KafkaCommittable transaction) throws Exception {
            Outcome outcome = committer.commit(transaction);
            if (outcome == Outcome.COMMITTED) {
                committed.run();
            }
            return outcome;
        }

        @Override
        public void close() throws Exception {
            committer.close();
        }
    }
}
