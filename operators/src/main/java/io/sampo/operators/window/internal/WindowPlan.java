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
    private final NamespaceType<W> type;

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
            WindowLayout.bind(context, WindowLayout.RECORDS);
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
        WindowLayout.bind(context, WindowLayout.WINDOWS);
        if (fireOnce && spec.assigner() instanceof TumblingEventTimeWindows tumbling) {
            return tumbling(tumbling);
        }
        return live(contents(), results(isMerging()));
    }

    private WindowLogic<T, W> sliding(SliceShape shape) {
        WindowLayout.bind(context, shape.describe());
        return slices(
                new WindowFunctions.Slicing() {
                    @Override
                    public <I, A, V> WindowLogic<I, TimeWindow> logic(
                            AggregateFunction<I, A, V> function,
                            SliceState<I, A> state,
                            WindowResults<TimeWindow, V> results) {
                        return new SlidingSlices<>(shape, timeTimers(), function, state, results);
                    }
                });
    }

    private WindowLogic<T, W> cumulating(CumulatingEventTimeWindows windows) {
        WindowLayout.bind(context, CumulatingSlices.describe(windows));
        return slices(
                new WindowFunctions.Slicing() {
                    @Override
                    public <I, A, V> WindowLogic<I, TimeWindow> logic(
                            AggregateFunction<I, A, V> function,
                            SliceState<I, A> state,
                            WindowResults<TimeWindow, V> results) {
                        return new CumulatingSlices<>(
                                windows, timeTimers(), function, state, results);
                    }
                });
    }

    @SuppressWarnings("unchecked") // such an assigner makes time windows
    private WindowLogic<T, W> slices(WindowFunctions.Slicing slicing) {
        var sliced = (WindowFunctions<T, TimeWindow, R>) functions;
        return (WindowLogic<T, W>)
                sliced.slices(slicing, context, (WindowResults<TimeWindow, ?>) results(false));
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
