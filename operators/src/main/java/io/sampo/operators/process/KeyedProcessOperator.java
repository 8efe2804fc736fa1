/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.TimeDomain;
import io.sampo.operators.timer.TimerService;
import io.sampo.state.backend.KeyContext;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link KeyedProcessFunction}.
 *
 * @param <K> type of the keys
 * @param <I> type of the input
 * @param <O> type of the results
 */
public final class KeyedProcessOperator<K, I, O> extends BasicOperator<I, O>
        implements TimerCallbacks<NoNamespace> {
    private final KeyedProcessFunction<K, I, O> function;
    private @Nullable KeyedTimers<NoNamespace> timers;
    private @Nullable TimestampedCollector<O> collector;
    private @Nullable CallContext<K> call;

    /** Creates the operator around its own copy of the function. */
    public KeyedProcessOperator(KeyedProcessFunction<K, I, O> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        KeyedTimers<NoNamespace> keyedTimers = new KeyedTimers<>(context, NamespaceType.NONE, this);
        TimestampedCollector<O> results = new TimestampedCollector<>(output);
        timers = keyedTimers;
        collector = results;
        call = new CallContext<>(context.keyedState(), results, keyedTimers);
        OperatorRuntimeContext.open(function, context);
        keyedTimers.start();
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(I record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.processElement(record, call, collector);
    }

    @Override
    public void onEventTime(long timestamp, NoNamespace namespace) throws Exception {
        onTimer(timestamp, timestamp, TimeDomain.EVENT_TIME);
    }

    @Override
    public void onProcessingTime(long timestamp, NoNamespace namespace) throws Exception {
        onTimer(timestamp, Long.MIN_VALUE, TimeDomain.PROCESSING_TIME);
    }

    @SuppressWarnings("NullAway") // set in open
    private void onTimer(long timestamp, long resultTimestamp, TimeDomain domain) throws Exception {
        collector.setTimestamp(resultTimestamp);
        call.domain = domain;
        function.onTimer(timestamp, call, collector);
    }

    @Override
    public boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return timers().advance(watermark, budget);
    }

    @Override
    public void watermark(long timestamp) throws Exception {
        if (timers().isCurrent(timestamp)) {
            output().watermark(timestamp);
        }
    }

    @Override
    public void snapshotState(long checkpointId) {
        timers().snapshotState();
    }

    @Override
    public void finish() {
        timers().finish();
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }

    private KeyedTimers<NoNamespace> timers() {
        if (timers == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return timers;
    }

    /** What the function sees; one object for all calls. */
    private static final class CallContext<K>
            implements KeyedProcessFunction.OnTimerContext<K>, TimerService {
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
