/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.metric.Counter;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.TimerCallbacks;
import io.sampo.operators.window.Partial;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Runs windows. What it keeps is all in keyed state, by key: contents, the trigger's state, timers,
 * and for merging windows which there are; so it can be stored and restored at any point.
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
    private @Nullable WindowLogic<T, W> windows;
    private @Nullable Counter dropped;

    /** Creates the operator around its own copies of the functions. */
    public WindowOperator(WindowSpec<T, W> spec, WindowFunctions<T, W, R> functions) {
        this.spec = spec;
        this.functions = functions;
    }

    @Override
    public void open(OperatorContext context, Output<R> output) throws Exception {
        super.open(context, output);
        functions.open(context);
        KeyedTimers<W> keyedTimers = new KeyedTimers<>(context, spec.assigner().windowType(), this);
        timers = keyedTimers;
        windows = WindowPlan.choose(spec, functions, context, output, keyedTimers);
        dropped = context.metrics().counter("numLateRecordsDropped");
        keyedTimers.start();
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(T record, long timestamp) throws Exception {
        if (windows.take(record, timestamp)) {
            return;
        }
        if (spec.lateOutput() == null) {
            dropped.add(Partial.recordsIn(record));
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
