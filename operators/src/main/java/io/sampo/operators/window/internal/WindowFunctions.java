/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.ReduceFunction;
import io.sampo.core.type.LambdaTypes;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.CheckpointedFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.process.TimestampedCollector;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.Window;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TableSpec;
import java.io.Serializable;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is computed in windows: how their contents are kept, and how results are made of them. At
 * most one of the incremental functions is there; without one, all records are kept.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 * @param <R> type of the results
 * @param reduce null if contents are kept in another way
 * @param aggregate null if contents are kept in another way
 * @param process null if the contents are the results
 */
public record WindowFunctions<T, W extends Window, R>(
        @Nullable ReduceFunction<T> reduce,
        @Nullable AggregateFunction<T, ?, ?> aggregate,
        @Nullable ProcessWindowFunction<?, R, ?, W> process)
        implements Serializable {

    /** The table with what is in the windows. */
    static final String CONTENTS = "window-contents";

    /** The contents of a window are the reduction of its records, and its result. */
    public static <T, W extends Window> WindowFunctions<T, W, T> reduce(
            ReduceFunction<T> function) {
        return new WindowFunctions<>(function, null, null);
    }

    /** The contents of a window are the reduction of its records. */
    public static <T, W extends Window, R> WindowFunctions<T, W, R> reduce(
            ReduceFunction<T> function, ProcessWindowFunction<T, R, ?, W> results) {
        return new WindowFunctions<>(function, null, results);
    }

    /** The contents of a window are the aggregate of its records, and its result. */
    public static <T, W extends Window, R> WindowFunctions<T, W, R> aggregate(
            AggregateFunction<T, ?, R> function) {
        return new WindowFunctions<>(null, function, null);
    }

    /** The contents of a window are the aggregate of its records. */
    public static <T, V, W extends Window, R> WindowFunctions<T, W, R> aggregate(
            AggregateFunction<T, ?, V> function, ProcessWindowFunction<V, R, ?, W> results) {
        return new WindowFunctions<>(null, function, results);
    }

    /** The contents of a window are its records. */
    public static <T, W extends Window, R> WindowFunctions<T, W, R> process(
            ProcessWindowFunction<T, R, ?, W> results) {
        return new WindowFunctions<>(null, null, results);
    }

    void open(OperatorContext context) throws Exception {
        for (Serializable function : all()) {
            OperatorRuntimeContext.open(function, context);
        }
    }

    void close() throws Exception {
        for (Serializable function : all()) {
            OperatorRuntimeContext.close(function);
        }
    }

    private Iterable<Serializable> all() {
        var functions = new ArrayList<Serializable>();
        if (reduce != null) {
            functions.add(reduce);
        }
        if (aggregate != null) {
            functions.add(aggregate);
        }
        if (process != null) {
            functions.add(process);
        }
        return functions;
    }

    WindowContents<T, W, ?> contents(KeyedStateBackend<Object> backend, NamespaceType<W> windows) {
        if (reduce != null) {
            return reduceContents(reduce, backend, windows);
        }
        if (aggregate != null) {
            return aggregateContents(aggregate, backend, windows);
        }
        return new ListContents<T, W>(
                backend.listTable(new TableSpec<>(CONTENTS, windows, TypeInfo.unknown())));
    }

    @SuppressWarnings("unchecked") // the function's own type
    private static <T, W> WindowContents<T, W, ?> reduceContents(
            ReduceFunction<T> function,
            KeyedStateBackend<Object> backend,
            NamespaceType<W> windows) {
        var type = (TypeInfo<T>) LambdaTypes.typeArgument(function, ReduceFunction.class, 0);
        return new ReduceContents<>(
                function, backend.valueTable(new TableSpec<>(CONTENTS, windows, type)));
    }

    private static <T, A, V, W> WindowContents<T, W, ?> aggregateContents(
            AggregateFunction<T, A, V> function,
            KeyedStateBackend<Object> backend,
            NamespaceType<W> windows) {
        TypeInfo<A> type = accumulatorType(function);
        return new AggregateContents<>(
                function, backend.valueTable(new TableSpec<>(CONTENTS, windows, type)));
    }

    @SuppressWarnings("unchecked") // the function's own type
    private static <A> TypeInfo<A> accumulatorType(AggregateFunction<?, A, ?> function) {
        return (TypeInfo<A>)
                LambdaTypes.typeArgument(
                        MergePartials.original(function), AggregateFunction.class, 1);
    }

    /**
     * Returns whether windows may be cut into slices: for an aggregate whose {@code merge} is more
     * than a stub. Reductions are not, as they may depend on the order in which records came.
     */
    boolean canBeSliced() {
        return aggregate != null && canMerge(aggregate);
    }

    /**
     * Returns whether records may be aggregated where they come from, and partials merged: for an
     * aggregate that {@link #canBeSliced can be sliced}, does not ask where it runs, and has no
     * state of a subtask.
     */
    boolean canBePreAggregated() {
        return canBeSliced()
                && !(aggregate instanceof RichFunction)
                && !(aggregate instanceof CheckpointedFunction);
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a stub does
    private static <A> boolean canMerge(AggregateFunction<?, A, ?> function) {
        try {
            return function.merge(function.createAccumulator(), function.createAccumulator())
                    != null;
        } catch (RuntimeException stub) {
            return false;
        }
    }

    /** Makes the logic of windows that are cut into slices. */
    @FunctionalInterface
    interface Slicing {
        <T, A, V> WindowLogic<T, TimeWindow> logic(
                AggregateFunction<T, A, V> function,
                TypeInfo<A> accumulators,
                WindowResults<TimeWindow, V> results);
    }

    /** Returns the logic of windows that are cut into slices. */
    WindowLogic<T, TimeWindow> slices(Slicing slicing, WindowResults<TimeWindow, ?> results) {
        if (aggregate == null) {
            throw new IllegalStateException("Only aggregates can be sliced");
        }
        return slices(aggregate, slicing, results);
    }

    @SuppressWarnings("unchecked") // the function's own types
    private static <T, A, V> WindowLogic<T, TimeWindow> slices(
            AggregateFunction<T, A, V> function,
            Slicing slicing,
            WindowResults<TimeWindow, ?> results) {
        return slicing.logic(
                function, accumulatorType(function), (WindowResults<TimeWindow, V>) results);
    }

    /** Returns how the value of a window is computed if it keeps all its records. */
    Fold<T, ?> fold(OperatorContext context) {
        if (reduce != null) {
            return reduceFold(reduce, context);
        }
        return aggregate == null ? records -> records : Fold.aggregate(aggregate);
    }

    @SuppressWarnings("unchecked") // the function's own type
    private static <T> Fold<T, T> reduceFold(ReduceFunction<T> function, OperatorContext context) {
        var type = (TypeInfo<T>) LambdaTypes.typeArgument(function, ReduceFunction.class, 0);
        return Fold.reduce(function, context.serialization().forState(type, placeOf(context)));
    }

    /** Returns where values are, for messages about them. */
    static String placeOf(OperatorContext context) {
        return "windows of operator '" + context.operator() + "'";
    }

    /** What results are made with. */
    record ResultParts<W extends Window, R>(
            Output<R> output,
            KeyedStateBackend<Object> backend,
            KeyedStates states,
            KeyedTimers<W> timers,
            NamespaceType<W> windows,
            boolean merging) {}

    @SuppressWarnings(
            "unchecked") // contents and results go together, as the stream's API made sure
    <V> WindowResults<W, V> results(ResultParts<W, R> parts) {
        if (process == null) {
            return new PlainResults<>((Output<V>) parts.output());
        }
        return new ProcessResults<>(
                process,
                reduce == null && aggregate == null,
                ProcessResults.Surroundings.of(
                        parts.backend(),
                        parts.timers(),
                        parts.states(),
                        parts.windows(),
                        parts.merging()),
                new TimestampedCollector<>(parts.output()));
    }
}
