/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.connect.BroadcastOperator;
import io.sampo.operators.function.BroadcastProcessFunction;
import io.sampo.operators.graph.OperatorTraits;
import java.util.Set;

/**
 * A stream together with a broadcast one. The operator on it keeps state, so it should be given a
 * name with {@link DataStream#name}.
 *
 * @param <A> type of the stream
 * @param <B> type of the broadcast stream
 */
public final class BroadcastConnectedStream<A, B> {
    private final DataStream<A> first;
    private final BroadcastStream<B> second;

    BroadcastConnectedStream(DataStream<A> first, BroadcastStream<B> second) {
        ConnectedStreams.checkEnvironment(first.env(), second.env());
        this.first = first;
        this.second = second;
    }

    /** Runs a function that reads broadcast state, and changes it for what is broadcast. */
    public <R> DataStream<R> process(BroadcastProcessFunction<A, B, R> function) {
        Set<String> states = second.states();
        OperatorFactory<R> factory = () -> new BroadcastOperator<>(function, states);
        return first.env()
                .add(
                        "broadcast-process",
                        ConnectedStreams.inputs(first.upstreams(), second.upstreams()),
                        factory,
                        OperatorTraits.STATEFUL);
    }
}
