/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.ReduceFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.window.Evictor;
import io.sampo.operators.window.Partial;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowOperatorFactory;
import io.sampo.operators.window.WindowSpec;
import java.time.Duration;

/**
 * A keyed stream whose records are put into windows. Say first how the windows behave, then what is
 * computed in them.
 *
 * <pre>{@code
 * clicks.keyBy(Click::user)
 *         .window(EventTimeSessionWindows.withGap(Duration.ofMinutes(30)))
 *         .allowedLateness(Duration.ofHours(1))
 *         .aggregate(new CountClicks(), new WithUserAndTime())
 *         .name("sessions")
 * }</pre>
 *
 * <p>The records of a result have the last timestamp of their window.
 *
 * @param <T> type of the records
 * @param <K> type of the keys
 * @param <W> type of the windows
 */
public final class WindowedStream<T, K, W extends Window> {
    private static final String KIND = "window";

    private final KeyedStream<T, K> input;
    private final WindowSpec<T, W> spec;

    WindowedStream(KeyedStream<T, K> input, WindowSpec<T, W> spec) {
        this.input = input;
        this.spec = spec;
    }

    /**
     * Returns the same windows, fired by this trigger alone: the one that they have by themselves,
     * which fires at their end, no longer does.
     *
     * @throws IllegalArgumentException if the windows merge and the trigger cannot
     */
    public WindowedStream<T, K, W> trigger(Trigger<? super T, ? super W> trigger) {
        return new WindowedStream<>(input, spec.withTrigger(trigger));
    }

    /**
     * Returns the same windows with an evictor, which drops records from them when they fire.
     * Windows then keep all their records, whatever the function.
     */
    public WindowedStream<T, K, W> evictor(Evictor<? super T, ? super W> evictor) {
        return new WindowedStream<>(input, spec.withEvictor(evictor));
    }

    /**
     * Returns the same windows, kept for some time after their end: a record that comes within it
     * changes the result, which is emitted again. Windows of event time only.
     */
    public WindowedStream<T, K, W> allowedLateness(Duration lateness) {
        return new WindowedStream<>(input, spec.withAllowedLateness(lateness));
    }

    /**
     * Returns the same windows with a side output for records that come too late for all their
     * windows; read it with {@link DataStream#getSideOutput} on the result. Without it they are
     * dropped and counted.
     */
    public WindowedStream<T, K, W> sideOutputLateData(OutputTag<T> tag) {
        return new WindowedStream<>(input, spec.withLateOutput(tag));
    }

    /** Reduces the records of each key and window to one. */
    public DataStream<T> reduce(ReduceFunction<T> function) {
        return input.transform(KIND, WindowOperatorFactory.reduce(spec, function));
    }

    /** Reduces the records of each key and window, and makes results of that. */
    public <R> DataStream<R> reduce(
            ReduceFunction<T> function, ProcessWindowFunction<T, R, K, W> results) {
        return input.transform(KIND, WindowOperatorFactory.reduce(spec, function, results));
    }

    /**
     * Aggregates the records of each key and window, as they come. Tumbling and sliding windows of
     * event time that fire once, at their end, and have no side output are aggregated in two steps
     * if the function's {@code merge} returns something (for two empty accumulators) and the
     * function has no life cycle of its own: before the records are dealt out by key, and after.
     */
    public <A, R> DataStream<R> aggregate(AggregateFunction<T, A, R> function) {
        return WindowOperatorFactory.fitsTwoSteps(spec, function)
                ? preAggregated(function)
                        .transform(KIND, WindowOperatorFactory.merge(spec, function))
                : input.transform(KIND, WindowOperatorFactory.aggregate(spec, function));
    }

    /**
     * Aggregates the records of each key and window, and makes results of that. In two steps where
     * {@link #aggregate(AggregateFunction)} does it.
     */
    public <A, V, R> DataStream<R> aggregate(
            AggregateFunction<T, A, V> function, ProcessWindowFunction<V, R, K, W> results) {
        return WindowOperatorFactory.fitsTwoSteps(spec, function)
                ? preAggregated(function)
                        .transform(KIND, WindowOperatorFactory.merge(spec, function, results))
                : input.transform(KIND, WindowOperatorFactory.aggregate(spec, function, results));
    }

    private <A> KeyedStream<Partial<K, A>, K> preAggregated(AggregateFunction<T, A, ?> function) {
        return input.inTwoSteps(
                "pre-aggregate",
                selector -> WindowOperatorFactory.preAggregate(spec, selector, function),
                Partial::key);
    }

    /** Makes results of all records of each key and window; they are kept until then. */
    public <R> DataStream<R> process(ProcessWindowFunction<T, R, K, W> results) {
        return input.transform(KIND, WindowOperatorFactory.process(spec, results));
    }
}
