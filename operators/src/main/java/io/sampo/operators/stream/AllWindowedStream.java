/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.ReduceFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.window.Evictor;
import io.sampo.operators.window.ProcessAllWindowFunction;
import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.Window;
import java.time.Duration;

/**
 * A stream whose records are put into windows without regard to keys, all in one subtask; for
 * streams that are small by then. Otherwise as {@link WindowedStream}.
 *
 * <pre>{@code
 * totalsByShop.windowAll(TumblingEventTimeWindows.of(Duration.ofDays(1)))
 *         .reduce((a, b) -> a.plus(b))
 *         .name("totals")
 * }</pre>
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 */
public final class AllWindowedStream<T, W extends Window> {
    private final WindowedStream<T, Integer, W> windows;

    AllWindowedStream(WindowedStream<T, Integer, W> windows) {
        this.windows = windows;
    }

    /** As {@link WindowedStream#trigger}. */
    public AllWindowedStream<T, W> trigger(Trigger<? super T, ? super W> trigger) {
        return new AllWindowedStream<>(windows.trigger(trigger));
    }

    /** As {@link WindowedStream#evictor}. */
    public AllWindowedStream<T, W> evictor(Evictor<? super T, ? super W> evictor) {
        return new AllWindowedStream<>(windows.evictor(evictor));
    }

    /** As {@link WindowedStream#allowedLateness}. */
    public AllWindowedStream<T, W> allowedLateness(Duration lateness) {
        return new AllWindowedStream<>(windows.allowedLateness(lateness));
    }

    /** As {@link WindowedStream#sideOutputLateData}. */
    public AllWindowedStream<T, W> sideOutputLateData(OutputTag<T> tag) {
        return new AllWindowedStream<>(windows.sideOutputLateData(tag));
    }

    /** Reduces the records of each window to one. */
    public DataStream<T> reduce(ReduceFunction<T> function) {
        return windows.reduce(function);
    }

    /** Reduces the records of each window, and makes results of that. */
    public <R> DataStream<R> reduce(
            ReduceFunction<T> function, ProcessAllWindowFunction<T, R, W> results) {
        return windows.reduce(function, new WithoutKey<>(results));
    }

    /** Aggregates the records of each window, as they come. */
    public <A, R> DataStream<R> aggregate(AggregateFunction<T, A, R> function) {
        return windows.aggregate(function);
    }

    /** Aggregates the records of each window, and makes results of that. */
    public <A, V, R> DataStream<R> aggregate(
            AggregateFunction<T, A, V> function, ProcessAllWindowFunction<V, R, W> results) {
        return windows.aggregate(function, new WithoutKey<>(results));
    }

    /** Makes results of all records of each window; they are kept until then. */
    public <R> DataStream<R> process(ProcessAllWindowFunction<T, R, W> results) {
        return windows.process(new WithoutKey<>(results));
    }
}
