/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.connect.KeyedBroadcastOperator;
import io.sampo.operators.function.KeyedBroadcastProcessFunction;
import io.sampo.operators.graph.OperatorTraits;
import java.util.Set;

/**
 * A keyed stream together with a broadcast one. The operator on it keeps state, so it should be
 * given a name with {@link DataStream#name}.
 *
 * @param <K> type of the keys
 * @param <A> type of the keyed stream
 * @param <B> type of the broadcast stream
 */
public final class KeyedBroadcastConnectedStream<K, A, B> {
    private final KeyedStream<A, K> first;
    private final BroadcastStream<B> second;

    KeyedBroadcastConnectedStream(KeyedStream<A, K> first, BroadcastStream<B> second) {
        ConnectedStreams.checkEnvironment(first.env(), second.env());
        this.first = first;
        this.second = second;
    }

    /**
     * Runs a function that has state and timers for each key, reads broadcast state, and changes it
     * for what is broadcast.
     */
    public <R> DataStream<R> process(KeyedBroadcastProcessFunction<K, A, B, R> function) {
        Set<String> states = second.states();
        OperatorFactory<R> factory = () -> new KeyedBroadcastOperator<>(function, states);
        return first.env()
                .add(
                        "broadcast-process",
                        ConnectedStreams.inputs(first.upstreams(), second.upstreams()),
                        factory,
                        OperatorTraits.KEYED);
    }
}
