/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.connect.CoFlatMapOperator;
import io.sampo.operators.connect.CoMapOperator;
import io.sampo.operators.connect.KeyedCoProcessOperator;
import io.sampo.operators.function.CoFlatMapFunction;
import io.sampo.operators.function.CoMapFunction;
import io.sampo.operators.function.KeyedCoProcessFunction;
import io.sampo.operators.graph.OperatorTraits;
import io.sampo.operators.process.FunctionOperatorFactory;

/**
 * Two keyed streams that one operator reads: records of both with the same key meet in one subtask,
 * and share the state of that key. All keys must be of one class; where the compiler cannot see to
 * that, the first key of another class fails the job. Else as {@link ConnectedStreams}.
 *
 * <p>Operators on it keep state, so each should be given a name with {@link DataStream#name}.
 *
 * @param <K> type of the keys of both streams
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 */
public final class KeyedConnectedStreams<K, A, B> {
    private final KeyedStream<A, K> first;
    private final KeyedStream<B, K> second;

    KeyedConnectedStreams(KeyedStream<A, K> first, KeyedStream<B, K> second) {
        ConnectedStreams.checkEnvironment(first.env(), second.env());
        this.first = first;
        this.second = second;
    }

    /**
     * Turns each record of both streams into one other. A {@link
     * io.sampo.operators.function.RichFunction} has state for each key.
     */
    public <R> DataStream<R> map(CoMapFunction<? super A, ? super B, ? extends R> function) {
        return transform(
                "co-map",
                new FunctionOperatorFactory<CoMapFunction<? super A, ? super B, ? extends R>, R>(
                        function, CoMapOperator::new));
    }

    /**
     * Turns each record of both streams into any number of others. A {@link
     * io.sampo.operators.function.RichFunction} has state for each key.
     */
    public <R> DataStream<R> flatMap(CoFlatMapFunction<? super A, ? super B, R> function) {
        return transform(
                "co-flat-map",
                new FunctionOperatorFactory<CoFlatMapFunction<? super A, ? super B, R>, R>(
                        function, CoFlatMapOperator::new));
    }

    /** Runs a function with state and timers for each key. */
    public <R> DataStream<R> process(KeyedCoProcessFunction<K, A, B, R> function) {
        return transform(
                "co-process",
                new FunctionOperatorFactory<KeyedCoProcessFunction<K, A, B, R>, R>(
                        function, KeyedCoProcessOperator::new));
    }

    /** Adds an operator with keyed state; {@code kind} is its name until the user gives it one. */
    <R> DataStream<R> transform(String kind, OperatorFactory<R> factory) {
        return first.env()
                .add(
                        kind,
                        ConnectedStreams.inputs(first.upstreams(), second.upstreams()),
                        factory,
                        OperatorTraits.KEYED);
    }
}
