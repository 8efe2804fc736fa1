/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The slices of the current key, by their starts, and what is merged of them. Functions may change,
 * and keep parts of, both accumulators that they merge: what stays in the state is copied first.
 *
 * @param <T> type of the records
 * @param <A> type of the accumulators
 */
final class SliceState<T, A> {
    private final AggregateFunction<T, A, ?> function;
    private final MapTable<NoNamespace, Long, A> slices;
    private final ValueTable<NoNamespace, MergedSlices<A>> merged;
    private final ValueSerializer<A> copier;

    /** Records mostly come for one slice for a while; spares an object for each of them. */
    private Long recentSlice = Long.MIN_VALUE;

    private SliceState(
            AggregateFunction<T, A, ?> function,
            MapTable<NoNamespace, Long, A> slices,
            ValueTable<NoNamespace, MergedSlices<A>> merged,
            ValueSerializer<A> copier) {
        this.function = function;
        this.slices = slices;
        this.merged = merged;
        this.copier = copier;
    }

    /** Binds to the operator's state; {@code type} is that of the function's accumulators. */
    @SuppressWarnings("unchecked") // a row holds accumulators of that type
    static <T, A> SliceState<T, A> of(
            AggregateFunction<T, A, ?> function, TypeInfo<A> type, OperatorContext context) {
        var mergedType = (TypeInfo<MergedSlices<A>>) (TypeInfo<?>) TypeInfo.of(MergedSlices.class);
        return new SliceState<>(
                function,
                context.keyedState()
                        .mapTable(
                                new TableSpec<>("window-slices", NamespaceType.NONE, type),
                                Long.class),
                context.keyedState()
                        .valueTable(
                                new TableSpec<>("window-merged", NamespaceType.NONE, mergedType)),
                context.serialization().forState(type, WindowFunctions.placeOf(context)));
    }

    /** Returns whether the slice was empty before. */
    boolean add(long start, T record) {
        if (recentSlice != start) {
            recentSlice = start;
        }
        Long slice = recentSlice;
        A before = slices.get(NoNamespace.INSTANCE, slice);
        A after = function.add(record, before == null ? function.createAccumulator() : before);
        slices.put(NoNamespace.INSTANCE, slice, after);
        return before == null;
    }

    /** Returns an accumulator of the record alone. */
    A single(T record) {
        return function.add(record, function.createAccumulator());
    }

    @Nullable A get(long start) {
        return slices.get(NoNamespace.INSTANCE, start);
    }

    void put(long start, A accumulator) {
        slices.put(NoNamespace.INSTANCE, start, accumulator);
    }

    void remove(long start) {
        slices.remove(NoNamespace.INSTANCE, start);
    }

    Iterator<Map.Entry<Long, A>> entries() {
        return slices.entries(NoNamespace.INSTANCE);
    }

    @Nullable MergedSlices<A> merged() {
        return merged.get(NoNamespace.INSTANCE);
    }

    void setMerged(MergedSlices<A> now) {
        merged.put(NoNamespace.INSTANCE, now);
    }

    void clearMerged() {
        merged.remove(NoNamespace.INSTANCE);
    }

    /** Merges what comes later into what comes first, which may be null; {@code later} stays. */
    A append(@Nullable A first, A later) {
        A copy = copier.copy(later);
        return first == null ? copy : function.merge(first, copy);
    }

    /** Merges both, which may be null; both stay, and share nothing with what is returned. */
    @Nullable A both(@Nullable A first, @Nullable A later) {
        A copy = first == null ? null : copier.copy(first);
        return later == null ? copy : append(copy, later);
    }

    /** Returns what shares nothing with the given one. */
    A copy(A accumulator) {
        return copier.copy(accumulator);
    }
}
