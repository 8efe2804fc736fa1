/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.measure.Due;
import io.sampo.benchmarks.measure.Latencies;
import io.sampo.benchmarks.measure.ResultParts;
import io.sampo.benchmarks.workload.Checksum;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Takes results into something that is {@linkplain ResultParts#add handed over} when the input has
 * ended.
 *
 * @param <T> type of the results
 * @param <S> what they are taken into
 */
final class ResultSink<T, S> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final Empty<S> empty;
    private final Taker<T, S> taker;

    private ResultSink(Empty<S> empty, Taker<T, S> taker) {
        this.empty = empty;
        this.taker = taker;
    }

    /** Makes an empty sum. */
    private interface Empty<S> extends Serializable {
        S make();
    }

    /** Takes a result into a sum. */
    private interface Taker<T, S> extends Serializable {
        void take(S sum, T result);
    }

    /** Turns a result into the number that goes into the checksum. */
    interface Row<T> extends Serializable {
        long of(T result);
    }

    static <T> ResultSink<T, Checksum> checksum(Row<T> row) {
        return new ResultSink<>(Checksum::new, (sum, result) -> sum.add(row.of(result)));
    }

    static ResultSink<Due, Latencies> latencies() {
        return new ResultSink<>(Latencies::new, Latencies::add);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(empty.make(), taker);
    }

    private static final class Writer<T, S> implements SinkWriter<T> {
        private final S sum;
        private final Taker<T, S> taker;

        Writer(S sum, Taker<T, S> taker) {
            this.sum = sum;
            this.taker = taker;
        }

        @Override
        public void write(T result, Context context) {
            taker.take(sum, result);
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                ResultParts.add(sum);
            }
        }

        @Override
        public void close() {}
    }
}
