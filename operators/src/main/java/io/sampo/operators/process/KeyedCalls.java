/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction.OnTimerContext;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.TimeDomain;
import io.sampo.operators.timer.TimerService;
import io.sampo.state.backend.KeyContext;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;

/**
 * What the functions of one operator on keyed streams are called with: where they emit, what they
 * see, and their timers. One object for all calls.
 *
 * @param <K> type of the keys
 * @param <O> type of the results
 */
public final class KeyedCalls<K, O> implements TimerCallbacks<NoNamespace> {
    private final TimestampedCollector<O> collector;
    private final KeyedTimers<NoNamespace> timers;
    private final CallContext<K> context;
    private final OnTimer<K, O> onTimer;

    /**
     * The function's method for timers that fire.
     *
     * @param <K> type of the keys
     * @param <O> type of the results
     */
    @FunctionalInterface
    public interface OnTimer<K, O> {
        /** Called with the timer's key as the current one. */
        void call(long timestamp, OnTimerContext<K> context, Collector<O> out) throws Exception;
    }

    /** Binds to the operator's state; to be created, once, when the operator opens. */
    public KeyedCalls(OperatorContext operator, Output<O> output, OnTimer<K, O> onTimer) {
        this.onTimer = onTimer;
        collector = new TimestampedCollector<>(output);
        timers = new KeyedTimers<>(operator, NamespaceType.NONE, this);
        context = new CallContext<>(operator.keyedState(), collector, timers);
    }

    /** Returns where the function emits; to be told the timestamp of each record. */
    public TimestampedCollector<O> collector() {
        return collector;
    }

    /** Returns the timers, to be told of watermarks, snapshots and the end. */
    public KeyedTimers<NoNamespace> timers() {
        return timers;
    }

    /** Returns what the function sees. */
    public OnTimerContext<K> context() {
        return context;
    }

    @Override
    public void onEventTime(long timestamp, NoNamespace namespace) throws Exception {
        fire(timestamp, timestamp, TimeDomain.EVENT_TIME);
    }

    @Override
    public void onProcessingTime(long timestamp, NoNamespace namespace) throws Exception {
        fire(timestamp, Long.MIN_VALUE, TimeDomain.PROCESSING_TIME);
    }

    private void fire(long timestamp, long resultTimestamp, TimeDomain domain) throws Exception {
        collector.setTimestamp(resultTimestamp);
        context.domain = domain;
        onTimer.call(timestamp, context, collector);
    }

    private static final class CallContext<K> implements OnTimerContext<K>, TimerService {
        private final KeyContext<Object> keys;
        private final TimestampedCollector<?> collector;
        private final KeyedTimers<NoNamespace> timers;
        private TimeDomain domain = TimeDomain.EVENT_TIME;

        CallContext(
                KeyContext<Object> keys,
                TimestampedCollector<?> collector,
                KeyedTimers<NoNamespace> timers) {
            this.keys = keys;
            this.collector = collector;
            this.timers = timers;
        }

        @Override
        public long timestamp() {
            return collector.timestamp();
        }

        @Override
        @SuppressWarnings("unchecked") // the keys of this stream
        public K getCurrentKey() {
            return (K) keys.currentKey();
        }

        @Override
        public TimerService timerService() {
            return this;
        }

        @Override
        public TimeDomain timeDomain() {
            return domain;
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            collector.collect(tag, value);
        }

        @Override
        public long currentProcessingTime() {
            return timers.currentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return timers.currentWatermark();
        }

        @Override
        public void registerProcessingTimeTimer(long timestamp) {
            timers.registerProcessingTimeTimer(timestamp, NoNamespace.INSTANCE);
        }

        @Override
        public void registerEventTimeTimer(long timestamp) {
            timers.registerEventTimeTimer(timestamp, NoNamespace.INSTANCE);
        }

        @Override
        public void deleteProcessingTimeTimer(long timestamp) {
            timers.deleteProcessingTimeTimer(timestamp, NoNamespace.INSTANCE);
        }

        @Override
        public void deleteEventTimeTimer(long timestamp) {
            timers.deleteEventTimeTimer(timestamp, NoNamespace.INSTANCE);
        }
    }
}
