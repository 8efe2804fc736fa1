/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NamespacedState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * State that is asked for at every call instead of once when the operator opens: found again by
 * name. The names get a prefix, so that triggers and functions do not get into each other's way.
 *
 * @param <N> type of the namespaces
 */
final class NamedStates<N> {
    private final KeyedStates states;
    private final NamespaceType<N> namespaces;
    private final String prefix;
    private final Map<String, NamespacedState<N, ?>> known = new HashMap<>();

    NamedStates(KeyedStates states, NamespaceType<N> namespaces, String prefix) {
        this.states = states;
        this.namespaces = namespaces;
        this.prefix = prefix;
    }

    @SuppressWarnings("unchecked") // KeyedStates refuses another kind under the same name
    <S extends State> S get(StateDescriptor<S> descriptor, N namespace) {
        @Nullable NamespacedState<N, ?> view = known.get(descriptor.name());
        if (view == null) {
            view = states.state(renamed(descriptor), namespaces);
            known.put(descriptor.name(), view);
        }
        return (S) view.in(namespace);
    }

    /** Returns the descriptor under the name that its table has. */
    @SuppressWarnings("unchecked") // of the same kind as the given one
    <S extends State> StateDescriptor<S> renamed(StateDescriptor<S> descriptor) {
        if (descriptor instanceof StateDescriptor.Expiring<S> expiring) {
            return renamed(expiring.state()).enableTimeToLive(expiring.config());
        }
        String name = prefix + descriptor.name();
        StateDescriptor<?> renamed;
        if (descriptor instanceof StateDescriptor.Value<?> value) {
            renamed = new StateDescriptor.Value<>(name, value.type());
        } else if (descriptor instanceof StateDescriptor.Listing<?> list) {
            renamed = new StateDescriptor.Listing<>(name, list.type());
        } else if (descriptor instanceof StateDescriptor.Mapping<?, ?> map) {
            renamed = new StateDescriptor.Mapping<>(name, map.keyType(), map.valueType());
        } else if (descriptor instanceof StateDescriptor.Reducing<?> reducing) {
            renamed = reducing(name, reducing);
        } else {
            renamed = aggregating(name, (StateDescriptor.Aggregating<?, ?, ?>) descriptor);
        }
        return (StateDescriptor<S>) renamed;
    }

    private static <T> StateDescriptor<?> reducing(
            String name, StateDescriptor.Reducing<T> original) {
        return new StateDescriptor.Reducing<>(name, original.function(), original.type());
    }

    private static <I, A, R> StateDescriptor<?> aggregating(
            String name, StateDescriptor.Aggregating<I, A, R> original) {
        return new StateDescriptor.Aggregating<>(
                name, original.function(), original.accumulatorType());
    }
}
