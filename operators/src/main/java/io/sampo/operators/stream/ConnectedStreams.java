/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.KeySelector;
import io.sampo.operators.connect.CoFlatMapOperator;
import io.sampo.operators.connect.CoMapOperator;
import io.sampo.operators.connect.CoProcessOperator;
import io.sampo.operators.function.CoFlatMapFunction;
import io.sampo.operators.function.CoMapFunction;
import io.sampo.operators.function.CoProcessFunction;
import io.sampo.operators.graph.Upstream;
import io.sampo.operators.process.FunctionOperatorFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Two streams, of types of their own, that one operator reads. Records of each come in the order in
 * which each subtask before sent them; between the two streams there is no order. The watermark of
 * the operator is the lower one of both, unless one is idle. Confined to the thread that writes the
 * job.
 *
 * <p>How the records are dealt out is said before, for each stream: {@code
 * orders.connect(rates.broadcast())}.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 */
public final class ConnectedStreams<A, B> {
    private final DataStream<A> first;
    private final DataStream<B> second;

    ConnectedStreams(DataStream<A> first, DataStream<B> second) {
        checkEnvironment(first.env(), second.env());
        this.first = first;
        this.second = second;
    }

    static void checkEnvironment(StreamEnvironment first, StreamEnvironment second) {
        if (first != second) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "One operator reads streams of one environment only. Make both from the same"
                            + " StreamEnvironment.");
        }
    }

    /** Returns what an operator with two inputs reads. */
    static List<Upstream> inputs(List<Upstream> first, List<Upstream> second) {
        List<Upstream> all = new ArrayList<>();
        first.forEach(upstream -> all.add(upstream.into(0)));
        second.forEach(upstream -> all.add(upstream.into(1)));
        return all;
    }

    /** Turns each record of both streams into one other. Not null; to drop some use flatMap. */
    public <R> DataStream<R> map(CoMapFunction<? super A, ? super B, ? extends R> function) {
        return transform(
                "co-map",
                new FunctionOperatorFactory<CoMapFunction<? super A, ? super B, ? extends R>, R>(
                        function, CoMapOperator::new));
    }

    /** Turns each record of both streams into any number of others. */
    public <R> DataStream<R> flatMap(CoFlatMapFunction<? super A, ? super B, R> function) {
        return transform(
                "co-flat-map",
                new FunctionOperatorFactory<CoFlatMapFunction<? super A, ? super B, R>, R>(
                        function, CoFlatMapOperator::new));
    }

    /** Runs a function that sees timestamps and watermarks and has side outputs. */
    public <R> DataStream<R> process(CoProcessFunction<A, B, R> function) {
        return transform(
                "co-process",
                new FunctionOperatorFactory<CoProcessFunction<A, B, R>, R>(
                        function, CoProcessOperator::new));
    }

    /**
     * Deals the records of both streams out by key, so that those of one key meet in one subtask
     * and share its state.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if a type of the keys is known and
     *     unfit, with the reason and the way out
     */
    public <K> KeyedConnectedStreams<K, A, B> keyBy(
            KeySelector<? super A, K> firstKey, KeySelector<? super B, K> secondKey) {
        return new KeyedConnectedStreams<>(first.keyBy(firstKey), second.keyBy(secondKey));
    }

    private <R> DataStream<R> transform(String kind, FunctionOperatorFactory<?, R> factory) {
        return first.env()
                .add(
                        kind,
                        inputs(first.upstreams(), second.upstreams()),
                        factory,
                        factory.traits());
    }
}
