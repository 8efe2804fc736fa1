/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.ReduceFunction;
import io.sampo.core.type.TypeHint;
import io.sampo.core.type.TypeInfo;

/**
 * Names one state of an operator and says what it holds. The name is its identity in checkpoints
 * and must be unique in the operator.
 *
 * @param <S> the kind of state
 */
public sealed interface StateDescriptor<S extends State> {
    /** Returns the state's name. */
    String name();

    /**
     * Returns the same state with a time to live: of a value, an aggregate or a reduction as a
     * whole, of a list for each element, of a map for each entry. It is a part of the form of the
     * state: what was stored with one is not restored without, nor the other way round; another
     * time is no matter.
     */
    default StateDescriptor<S> enableTimeToLive(StateTtlConfig config) {
        return new Expiring<>(this, config);
    }

    /**
     * Describes state that expires.
     *
     * @param state the state itself; not again one that expires
     * @param config when it does
     */
    record Expiring<S extends State>(StateDescriptor<S> state, StateTtlConfig config)
            implements StateDescriptor<S> {
        @Override
        public String name() {
            return state.name();
        }

        @Override
        public StateDescriptor<S> enableTimeToLive(StateTtlConfig other) {
            return new Expiring<>(state, other);
        }
    }

    /** Describes a {@link ValueState}. */
    record Value<T>(String name, TypeInfo<T> type) implements StateDescriptor<ValueState<T>> {}

    /** Describes a {@link ListState}. */
    record Listing<T>(String name, TypeInfo<T> type) implements StateDescriptor<ListState<T>> {}

    /** Describes a {@link MapState}. */
    record Mapping<K, V>(String name, TypeInfo<K> keyType, TypeInfo<V> valueType)
            implements StateDescriptor<MapState<K, V>> {}

    /** Describes a {@link ReducingState}. */
    record Reducing<T>(String name, ReduceFunction<T> function, TypeInfo<T> type)
            implements StateDescriptor<ReducingState<T>> {}

    /** Describes an {@link AggregatingState}. */
    record Aggregating<I, A, R>(
            String name, AggregateFunction<I, A, R> function, TypeInfo<A> accumulatorType)
            implements StateDescriptor<AggregatingState<I, R>> {}

    /** Describes a value of a class without type arguments. */
    static <T> Value<T> value(String name, Class<T> type) {
        return new Value<>(name, TypeInfo.of(type));
    }

    /** Describes a value of a generic type. */
    static <T> Value<T> value(String name, TypeHint<T> type) {
        return new Value<>(name, TypeInfo.of(type));
    }

    /** Describes a value of a type that a format knows more of than its class tells. */
    static <T> Value<T> value(String name, TypeInfo<T> type) {
        return new Value<>(name, type);
    }

    /** Describes a list. */
    static <T> Listing<T> list(String name, Class<T> type) {
        return new Listing<>(name, TypeInfo.of(type));
    }

    /** Describes a list of elements of a generic type. */
    static <T> Listing<T> list(String name, TypeHint<T> type) {
        return new Listing<>(name, TypeInfo.of(type));
    }

    /** Describes a list of elements of a type that a format knows more of. */
    static <T> Listing<T> list(String name, TypeInfo<T> type) {
        return new Listing<>(name, type);
    }

    /** Describes a map. */
    static <K, V> Mapping<K, V> map(String name, Class<K> keyType, Class<V> valueType) {
        return new Mapping<>(name, TypeInfo.of(keyType), TypeInfo.of(valueType));
    }

    /** Describes a map to values of a generic type. */
    static <K, V> Mapping<K, V> map(String name, Class<K> keyType, TypeHint<V> valueType) {
        return new Mapping<>(name, TypeInfo.of(keyType), TypeInfo.of(valueType));
    }

    /** Describes a map to values of a type that a format knows more of. */
    static <K, V> Mapping<K, V> map(String name, Class<K> keyType, TypeInfo<V> valueType) {
        return new Mapping<>(name, TypeInfo.of(keyType), valueType);
    }

    /** Describes a reduction. */
    static <T> Reducing<T> reducing(String name, ReduceFunction<T> function, Class<T> type) {
        return new Reducing<>(name, function, TypeInfo.of(type));
    }

    /** Describes a reduction of values of a type that a format knows more of. */
    static <T> Reducing<T> reducing(String name, ReduceFunction<T> function, TypeInfo<T> type) {
        return new Reducing<>(name, function, type);
    }

    /** Describes an aggregate. */
    static <I, A, R> Aggregating<I, A, R> aggregating(
            String name, AggregateFunction<I, A, R> function, Class<A> accumulatorType) {
        return new Aggregating<>(name, function, TypeInfo.of(accumulatorType));
    }

    /** Describes an aggregate whose accumulator is of a type that a format knows more of. */
    static <I, A, R> Aggregating<I, A, R> aggregating(
            String name, AggregateFunction<I, A, R> function, TypeInfo<A> accumulatorType) {
        return new Aggregating<>(name, function, accumulatorType);
    }
}
