/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.metric.Counter;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.process.TimerCallbacks;
import io.sampo.operators.window.MergingWindowAssigner;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowAssigner;
import io.sampo.operators.window.WindowSpec;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TableSpec;
import org.jspecify.annotations.Nullable;

/**
 * Runs windows of any kind with any trigger (SEMANTICS rules 24 to 33). What it keeps is all in keyed
 * state, by key and window: contents, the trigger's state, timers, and for merging windows which there
 * are; so it can be stored and restored at any point.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 * @param <R> type of the results
 */
public final class WindowOperator<T, W extends Window, R> extends BasicOperator<T, R>
        implements TimerCallbacks<W> {
    private final WindowSpec<T, W> spec;
    private final WindowFunctions<T, W, R> functions;
    private @Nullable KeyedTimers<W> timers;
    private @Nullable LiveWindows<T, W, ?> windows;
    private @Nullable Counter dropped;

    /** Creates the operator around its own copies of the functions. */
    public WindowOperator(WindowSpec<T, W> spec, WindowFunctions<T, W, R> functions) {
        this.spec = spec;
        this.functions = functions;
    }

    @Override
    public void open(OperatorContext context, Output<R> output) throws Exception {
        super.open(context, output);
        KeyedTimers<W> keyedTimers =
                new KeyedTimers<>(context, spec.assigner().windowType(), this);
        timers = keyedTimers;
        windows = windows(context, output, keyedTimers);
        dropped = context.metrics().counter("numLateRecordsDropped");
        functions.open(context);
        keyedTimers.start();
    }

    private <V> LiveWindows<T, W, V> windows(
            OperatorContext context, Output<R> output, KeyedTimers<W> keyedTimers) {
        WindowAssigner<? super T, W> assigner = spec.assigner();
        NamespaceType<W> type = assigner.windowType();
        KeyedStateBackend<Object> backend = context.keyedState();
        KeyedStates states = new OperatorRuntimeContext(context).states();
        MergingWindows<W> merging = merging(backend, type);
        @SuppressWarnings("unchecked") // whatever it is, contents and results agree on it
        var contents = (WindowContents<T, W, V>) functions.contents(backend, type);
        var parts =
                new WindowFunctions.ResultParts<>(
                        output, backend, states, keyedTimers, type, merging != null);
        return new LiveWindows<>(
                assigner,
                new WindowTimes<>(
                        assigner.isEventTime(), spec.allowedLatenessMillis(), keyedTimers),
                keyedTimers,
                new TriggerCalls<>(spec.trigger(), keyedTimers, backend, type, states),
                merging,
                contents,
                functions.results(parts));
    }

    private @Nullable MergingWindows<W> merging(
            KeyedStateBackend<Object> backend, NamespaceType<W> type) {
        if (!(spec.assigner() instanceof MergingWindowAssigner<?, W> assigner)) {
            return null;
        }
        var table =
                new TableSpec<>("merging-windows", NamespaceType.NONE, TypeInfo.of(byte[].class));
        return new MergingWindows<>(assigner, type, backend.valueTable(table));
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(T record, long timestamp) throws Exception {
        if (windows.take(record, timestamp)) {
            return;
        }
        if (spec.lateOutput() == null) {
            dropped.increment();
        } else {
            output.collect(spec.lateOutput(), record, timestamp);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void onEventTime(long timestamp, W window) throws Exception {
        windows.onTimer(timestamp, window, true);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void onProcessingTime(long timestamp, W window) throws Exception {
        windows.onTimer(timestamp, window, false);
    }

    @Override
    public boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return timers().advance(watermark, budget);
    }

    @Override
    public void watermark(long timestamp) {
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
        functions.close();
    }

    private KeyedTimers<W> timers() {
        if (timers == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return timers;
    }
}
