/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.TimestampedValue;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.window.CumulatingEventTimeWindows;
import io.sampo.operators.window.Evictor;
import io.sampo.operators.window.MergingWindowAssigner;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowSpec;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.NamespaceRows;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TableSpec;
import org.jspecify.annotations.Nullable;

/** Chooses the cheapest logic that does what the windows need, and puts it together. */
final class WindowPlan<T, W extends Window, R> {
    private final WindowSpec<T, W> spec;
    private final WindowFunctions<T, W, R> functions;
    private final OperatorContext context;
    private final Output<R> output;
    private final KeyedTimers<W> timers;
    private final KeyedStateBackend<Object> backend;
    private final KeyedStates states;
    private final WindowLayout layout;
    private NamespaceType<W> type;

    private WindowPlan(
            WindowSpec<T, W> spec,
            WindowFunctions<T, W, R> functions,
            OperatorContext context,
            Output<R> output,
            KeyedTimers<W> timers) {
        this.spec = spec;
        this.functions = functions;
        this.context = context;
        this.output = output;
        this.timers = timers;
        backend = context.keyedState();
        states = new OperatorRuntimeContext(context).states();
        layout = new WindowLayout(context);
        type = spec.assigner().windowType();
    }

    static <T, W extends Window, R> WindowLogic<T, W> choose(
            WindowSpec<T, W> spec,
            WindowFunctions<T, W, R> functions,
            OperatorContext context,
            Output<R> output,
            KeyedTimers<W> timers) {
        return new WindowPlan<>(spec, functions, context, output, timers).choose();
    }

    private WindowLogic<T, W> choose() {
        if (spec.evictor() != null) {
            layout.bind(WindowLayout.RECORDS);
            return evicting(spec.evictor());
        }
        boolean fireOnce = spec.customTrigger() == null && spec.allowedLatenessMillis() == 0;
        if (fireOnce
                && spec.assigner() instanceof SlidingEventTimeWindows sliding
                && SliceShape.of(sliding).pays()
                && functions.canBeSliced()) {
            return sliding(SliceShape.of(sliding));
        }
        if (fireOnce
                && spec.assigner() instanceof CumulatingEventTimeWindows cumulating
                && functions.canBeSliced()) {
            return cumulating(cumulating);
        }
        return windows(
                fireOnce && spec.assigner() instanceof TumblingEventTimeWindows tumbling
                        ? tumbling
                        : null);
    }

    /**
     * Tumbling windows that fire once are kept by window where the backend can, unless they were
     * stored with timers. All others need timers: what was stored without gets them.
     *
     * @param plain tumbling windows that fire once; null if they are others
     */
    @SuppressWarnings("unchecked") // of time windows only
    private WindowLogic<T, W> windows(@Nullable TumblingEventTimeWindows plain) {
        String kept;
        if (!backend.walksNamespaces() || !type.equals(TimeWindow.type())) {
            kept = layout.choose(WindowLayout.WINDOWS);
        } else if (plain == null) {
            kept = layout.choose(WindowLayout.WINDOWS, WindowLayout.WINDOWS_BY_TIME);
        } else {
            kept = layout.choose(WindowLayout.WINDOWS_BY_TIME, WindowLayout.WINDOWS);
        }
        boolean byTime = kept.equals(WindowLayout.WINDOWS_BY_TIME);
        layout.store(byTime && plain == null ? WindowLayout.WINDOWS : kept);
        if (byTime) {
            type = (NamespaceType<W>) TimeWindow.sharedType();
        }
        if (plain != null) {
            return byTime ? tumblingTables(plain) : tumbling(plain);
        }
        WindowContents<T, W, ?> contents = contents();
        if (byTime) {
            setTimers(contents.rows());
        }
        return live(contents, results(isMerging()));
    }

    private void setTimers(NamespaceRows<W> rows) {
        for (W window : rows.namespaces()) {
            rows.walk(window);
            while (rows.next()) {
                timers.registerEventTimeTimer(window.maxTimestamp(), window);
            }
        }
        backend.clearCurrentKey();
    }

    private WindowLogic<T, W> sliding(SliceShape shape) {
        String kept = shape.describe();
        if (shape.slices() < SlidingSlices.MANY && backend.walksNamespaces()) {
            kept = layout.choose(SlidingTables.describe(shape), kept);
        }
        layout.bind(kept);
        return kept.equals(shape.describe()) ? slidingByKey(shape) : slidingTables(shape);
    }

    private WindowLogic<T, W> slidingTables(SliceShape shape) {
        return slices(
                new WindowFunctions.Slicing() {
                    @Override
                    public <I, A, V> WindowLogic<I, TimeWindow> logic(
                            AggregateFunction<I, A, V> function,
                            TypeInfo<A> accumulators,
                            WindowResults<TimeWindow, V> results) {
                        var rows =
                                new TableSpec<>(
                                        WindowFunctions.CONTENTS,
                                        TimeWindow.sharedType(),
                                        accumulators);
                        var state =
                                new SlidingTables.Table<>(
                                        backend.valueTable(rows),
                                        context.serialization()
                                                .forState(
                                                        accumulators,
                                                        WindowFunctions.placeOf(context)));
                        var logic =
                                new SlidingTables<>(shape, timeTimers(), function, state, results);
                        timers.fireAlso(logic);
                        return logic;
                    }
                });
    }

    private WindowLogic<T, W> slidingByKey(SliceShape shape) {
        return slices(
                new WindowFunctions.Slicing() {
                    @Override
                    public <I, A, V> WindowLogic<I, TimeWindow> logic(
                            AggregateFunction<I, A, V> function,
                            TypeInfo<A> accumulators,
                            WindowResults<TimeWindow, V> results) {
                        var state = SliceState.of(function, accumulators, context);
                        return new SlidingSlices<>(shape, timeTimers(), function, state, results);
                    }
                });
    }

    private WindowLogic<T, W> cumulating(CumulatingEventTimeWindows windows) {
        layout.bind(CumulatingSlices.describe(windows));
        return slices(
                new WindowFunctions.Slicing() {
                    @Override
                    public <I, A, V> WindowLogic<I, TimeWindow> logic(
                            AggregateFunction<I, A, V> function,
                            TypeInfo<A> accumulators,
                            WindowResults<TimeWindow, V> results) {
                        var state = SliceState.of(function, accumulators, context);
                        return new CumulatingSlices<>(
                                windows, timeTimers(), function, state, results);
                    }
                });
    }

    @SuppressWarnings("unchecked") // such an assigner makes time windows
    private WindowLogic<T, W> slices(WindowFunctions.Slicing slicing) {
        var sliced = (WindowFunctions<T, TimeWindow, R>) functions;
        return (WindowLogic<T, W>)
                sliced.slices(slicing, (WindowResults<TimeWindow, ?>) results(false));
    }

    @SuppressWarnings("unchecked") // as above
    private KeyedTimers<TimeWindow> timeTimers() {
        return (KeyedTimers<TimeWindow>) timers;
    }

    @SuppressWarnings("unchecked") // such an assigner makes time windows
    private <V> WindowLogic<T, W> tumbling(TumblingEventTimeWindows tumbling) {
        return (WindowLogic<T, W>)
                new TumblingWindows<>(
                        tumbling,
                        timeTimers(),
                        (WindowContents<T, TimeWindow, V>) contents(),
                        (WindowResults<TimeWindow, V>) results(false));
    }

    @SuppressWarnings("unchecked") // such an assigner makes time windows
    private <V> WindowLogic<T, W> tumblingTables(TumblingEventTimeWindows tumbling) {
        var logic =
                new TumblingTables<>(
                        tumbling,
                        timeTimers(),
                        (WindowContents<T, TimeWindow, V>) contents(),
                        (WindowResults<TimeWindow, V>) results(false));
        timers.fireAlso(logic);
        return (WindowLogic<T, W>) logic;
    }

    @SuppressWarnings("unchecked") // whatever they hold, contents and results agree on it
    private <V> WindowLogic<T, W> evicting(Evictor<? super T, ? super W> evictor) {
        var table =
                new TableSpec<W, TimestampedValue<T>>("window-records", type, TypeInfo.unknown());
        return live(
                new EvictableContents<>(backend.listTable(table)),
                new EvictingResults<>(
                        evictor,
                        (Fold<T, V>) functions.fold(context),
                        (WindowResults<W, V>) results(isMerging()),
                        timers,
                        context.metrics()));
    }

    @SuppressWarnings("unchecked") // whatever they hold, contents and results agree on it
    private <V> WindowLogic<T, W> live(
            WindowContents<T, W, ?> contents, WindowResults<W, ?> results) {
        return new LiveWindows<>(
                spec.assigner(),
                new WindowTimes<>(
                        spec.assigner().isEventTime(), spec.allowedLatenessMillis(), timers),
                timers,
                new TriggerCalls<>(
                        spec.trigger(), timers, backend, type, states, context.metrics()),
                merging(),
                (WindowContents<T, W, V>) contents,
                (WindowResults<W, V>) results);
    }

    private boolean isMerging() {
        return spec.assigner() instanceof MergingWindowAssigner;
    }

    private @Nullable MergingWindows<W> merging() {
        if (!(spec.assigner() instanceof MergingWindowAssigner<?, W> assigner)) {
            return null;
        }
        var table =
                new TableSpec<>("merging-windows", NamespaceType.NONE, TypeInfo.of(byte[].class));
        return new MergingWindows<>(assigner, type, backend.valueTable(table));
    }

    private WindowContents<T, W, ?> contents() {
        return functions.contents(backend, type);
    }

    private WindowResults<W, ?> results(boolean merging) {
        return functions.results(
                new WindowFunctions.ResultParts<>(output, backend, states, timers, type, merging));
    }
}
