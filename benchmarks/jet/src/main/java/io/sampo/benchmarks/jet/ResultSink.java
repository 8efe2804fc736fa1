/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.jet;

import com.hazelcast.function.SupplierEx;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.Sinks;
import io.sampo.benchmarks.measure.Due;
import io.sampo.benchmarks.measure.Latencies;
import io.sampo.benchmarks.measure.ResultParts;
import io.sampo.benchmarks.workload.Checksum;
import java.io.Serializable;

/**
 * Takes results into something that is {@linkplain ResultParts#add handed over} when the input has
 * ended.
 *
 * @param <T> type of the results
 * @param <S> what they are taken into
 */
final class ResultSink<T, S> extends AbstractProcessor {
    private final S sum;
    private final Taker<T, S> taker;

    private ResultSink(S sum, Taker<T, S> taker) {
        this.sum = sum;
        this.taker = taker;
    }

    /** Takes a result into a sum. */
    private interface Taker<T, S> extends Serializable {
        void take(S sum, T result);
    }

    /** Turns a result into the number that goes into the checksum. */
    interface Row<T> extends Serializable {
        long of(T result);
    }

    static <T> Sink<T> checksum(Row<T> row) {
        return sink("sum", Checksum::new, (sum, result) -> sum.add(row.of(result)));
    }

    static Sink<Due> latencies() {
        return sink("latency", Latencies::new, Latencies::add);
    }

    private static <T, S> Sink<T> sink(String name, SupplierEx<S> empty, Taker<T, S> taker) {
        return Sinks.fromProcessor(
                name, ProcessorMetaSupplier.of(() -> new ResultSink<>(empty.get(), taker)));
    }

    @Override
    @SuppressWarnings("unchecked") // the pipeline's types say so
    protected boolean tryProcess(int ordinal, Object item) {
        taker.take(sum, (T) item);
        return true;
    }

    @Override
    public boolean complete() {
        ResultParts.add(sum);
        return true;
    }
}
