/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedBroadcastProcessFunction;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.KeyedStateFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.TimeDomain;
import io.sampo.operators.process.KeyedCalls;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.process.TimestampedCollector;
import io.sampo.operators.timer.TimerService;
import io.sampo.state.ReadOnlyBroadcastState;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link KeyedBroadcastProcessFunction}; the second input is the broadcast one.
 *
 * @param <K> type of the keys
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the results
 */
public final class KeyedBroadcastOperator<K, A, B, O> extends KeyedTwoInputOperator<K, A, B, O> {
    private final KeyedBroadcastProcessFunction<K, A, B, O> function;
    private final Set<String> states;
    private @Nullable KeyedView<K> keyedCall;
    private @Nullable BroadcastView<K> broadcastCall;

    /**
     * Creates the operator around its own copy of the function.
     *
     * @param states the names of its broadcast states
     */
    public KeyedBroadcastOperator(
            KeyedBroadcastProcessFunction<K, A, B, O> function, Set<String> states) {
        this.function = function;
        this.states = states;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        DeclaredBroadcast declared = new DeclaredBroadcast(context, states);
        KeyedCalls<K, O> made = new KeyedCalls<>(context, output, this::onTimer);
        calls = made;
        keyedCall = new KeyedView<>(made.context(), declared);
        broadcastCall = new BroadcastView<>(made.collector(), context, declared);
        broadcastCall.setWatermark(made.timers().currentWatermark());
        OperatorRuntimeContext.open(function, context);
        made.timers().start();
    }

    @SuppressWarnings("NullAway") // set in open
    private void onTimer(
            long timestamp, KeyedProcessFunction.OnTimerContext<K> context, Collector<O> out)
            throws Exception {
        function.onTimer(timestamp, keyedCall, out);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void processFirst(A record, long timestamp) throws Exception {
        calls.collector().setTimestamp(timestamp);
        function.processElement(record, keyedCall, calls.collector());
    }

    @Override
    @SuppressWarnings("NullAway") // as processFirst
    public void processSecond(B record, long timestamp) throws Exception {
        context().keyedState().clearCurrentKey();
        calls.collector().setTimestamp(timestamp);
        function.processBroadcastElement(record, broadcastCall, calls.collector());
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void watermark(long timestamp) throws Exception {
        if (calls().timers().isCurrent(timestamp)) {
            broadcastCall.setWatermark(timestamp);
        }
        super.watermark(timestamp);
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }

    /** What the function sees of broadcast records. */
    private static final class BroadcastView<K> extends BroadcastCalls
            implements KeyedBroadcastProcessFunction.Context<K> {
        private final AllKeys<K> keys;

        BroadcastView(
                TimestampedCollector<?> collector,
                OperatorContext context,
                DeclaredBroadcast states) {
            super(collector, context.clock(), states);
            keys = new AllKeys<>(context.keyedState(), context.clock());
        }

        @Override
        public <S extends State> void applyToKeyedState(
                StateDescriptor<S> descriptor, KeyedStateFunction<K, S> function) throws Exception {
            keys.visit(descriptor, function);
        }
    }

    /** What the function sees of keyed records and of timers. */
    private record KeyedView<K>(
            KeyedProcessFunction.OnTimerContext<K> calls, DeclaredBroadcast states)
            implements KeyedBroadcastProcessFunction.OnTimerContext<K> {
        @Override
        public long timestamp() {
            return calls.timestamp();
        }

        @Override
        public K getCurrentKey() {
            return calls.getCurrentKey();
        }

        @Override
        public TimerService timerService() {
            return calls.timerService();
        }

        @Override
        public TimeDomain timeDomain() {
            return calls.timeDomain();
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            calls.output(tag, value);
        }

        @Override
        public <U, V> ReadOnlyBroadcastState<U, V> getBroadcastState(
                StateDescriptor.Mapping<U, V> descriptor) {
            return states.get(descriptor);
        }
    }
}
