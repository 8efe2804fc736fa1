/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.backend.internal.ExpiringLists;
import io.sampo.state.backend.internal.ExpiringMaps;
import io.sampo.state.backend.internal.ExpiringValues;
import io.sampo.state.backend.internal.TimeToLive;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the states that users see: views on the tables of a {@link KeyedStateBackend}, the same for
 * every backend. One instance for each operator of a subtask, confined to the subtask's thread; so
 * are the views. A view has no memory of its own: what it shows is what the table holds for the key
 * (and namespace) set at that moment, also after a restore.
 */
public final class KeyedStates {
    private final KeyedStateBackend<?> backend;
    private final Clock clock;
    private final Map<String, Registration> registered = new HashMap<>();
    private final Map<String, TimeToLive> lives = new HashMap<>();

    private KeyedStates(KeyedStateBackend<?> backend, Clock clock) {
        this.backend = backend;
        this.clock = clock;
    }

    /**
     * Creates the states of the operator that {@code backend} belongs to.
     *
     * @param clock says when state expires
     */
    public static KeyedStates of(KeyedStateBackend<?> backend, Clock clock) {
        return new KeyedStates(backend, clock);
    }

    /**
     * Returns the state that {@code descriptor} names. Meant to be called once, when the operator
     * opens; another call with the same name gives another view of the same table.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the name is in use for state of
     *     another kind, type or namespace, with {@code STATE_INCOMPATIBLE} as {@link
     *     KeyedStateBackend#valueTable}
     */
    public <S extends State> S state(StateDescriptor<S> descriptor) {
        NamespacedState<NoNamespace, S> view = state(descriptor, NamespaceType.NONE);
        view.setNamespace(NoNamespace.INSTANCE);
        return view.state();
    }

    /**
     * Returns the state that {@code descriptor} names, one for each key and namespace. Every call
     * gives a view with a namespace of its own. Errors as {@link #state(StateDescriptor)}.
     */
    @SuppressWarnings("unchecked") // a descriptor of S makes an S
    public <N, S extends State> NamespacedState<N, S> state(
            StateDescriptor<S> descriptor, NamespaceType<N> namespaces) {
        register(descriptor, namespaces);
        return (NamespacedState<N, S>) make(descriptor, namespaces);
    }

    private <N> NamespacedState<N, ? extends State> make(
            StateDescriptor<?> descriptor, NamespaceType<N> namespaces) {
        if (descriptor instanceof StateDescriptor.Expiring<?> expiring) {
            // one for all views of a state, since the table is bound to what counts accesses
            TimeToLive life =
                    lives.computeIfAbsent(
                            expiring.name(), name -> new TimeToLive(expiring.config(), clock));
            return make(expiring.state(), namespaces, life);
        }
        return make(descriptor, namespaces, null);
    }

    private <N> NamespacedState<N, ? extends State> make(
            StateDescriptor<?> descriptor, NamespaceType<N> namespaces, @Nullable TimeToLive life) {
        if (descriptor instanceof StateDescriptor.Value<?> value) {
            return value(value, namespaces, life);
        }
        if (descriptor instanceof StateDescriptor.Listing<?> listing) {
            return list(listing, namespaces, life);
        }
        if (descriptor instanceof StateDescriptor.Mapping<?, ?> mapping) {
            return map(mapping, namespaces, life);
        }
        if (descriptor instanceof StateDescriptor.Reducing<?> reducing) {
            return reducing(reducing, namespaces, life);
        }
        return aggregating((StateDescriptor.Aggregating<?, ?, ?>) descriptor, namespaces, life);
    }

    private <N, T> NamespacedState<N, ? extends State> value(
            StateDescriptor.Value<T> descriptor,
            NamespaceType<N> namespaces,
            @Nullable TimeToLive life) {
        var view =
                new ValueView<N, T>(
                        values(
                                new TableSpec<>(descriptor.name(), namespaces, descriptor.type()),
                                life));
        return new NamespacedState<>(view, view);
    }

    private <N, V> ValueTable<N, V> values(TableSpec<N, V> spec, @Nullable TimeToLive life) {
        return life == null
                ? backend.valueTable(spec)
                : new ExpiringValues<>(backend.valueTable(life.stored(spec)), life);
    }

    private <N, T> NamespacedState<N, ? extends State> list(
            StateDescriptor.Listing<T> descriptor,
            NamespaceType<N> namespaces,
            @Nullable TimeToLive life) {
        var spec = new TableSpec<>(descriptor.name(), namespaces, descriptor.type());
        ListTable<N, T> table =
                life == null
                        ? backend.listTable(spec)
                        : new ExpiringLists<>(backend.listTable(life.stored(spec)), life);
        var view = new ListView<N, T>(descriptor.name(), table);
        return new NamespacedState<>(view, view);
    }

    private <N, U, V> NamespacedState<N, ? extends State> map(
            StateDescriptor.Mapping<U, V> descriptor,
            NamespaceType<N> namespaces,
            @Nullable TimeToLive life) {
        var spec = new TableSpec<>(descriptor.name(), namespaces, descriptor.valueType());
        Class<U> userKeys = descriptor.keyType().rawClass();
        MapTable<N, U, V> table =
                life == null
                        ? backend.mapTable(spec, userKeys)
                        : new ExpiringMaps<>(backend.mapTable(life.stored(spec), userKeys), life);
        var view = new MapView<N, U, V>(descriptor.name(), table);
        return new NamespacedState<>(view, view);
    }

    private <N, T> NamespacedState<N, ? extends State> reducing(
            StateDescriptor.Reducing<T> descriptor,
            NamespaceType<N> namespaces,
            @Nullable TimeToLive life) {
        var spec = new TableSpec<>(descriptor.name(), namespaces, descriptor.type());
        var view =
                new ReducingView<N, T>(
                        descriptor.name(), values(spec, life), descriptor.function());
        return new NamespacedState<>(view, view);
    }

    private <N, I, A, R> NamespacedState<N, ? extends State> aggregating(
            StateDescriptor.Aggregating<I, A, R> descriptor,
            NamespaceType<N> namespaces,
            @Nullable TimeToLive life) {
        var spec = new TableSpec<>(descriptor.name(), namespaces, descriptor.accumulatorType());
        var view =
                new AggregatingView<N, I, A, R>(
                        descriptor.name(), values(spec, life), descriptor.function());
        return new NamespacedState<>(view, view);
    }

    private void register(StateDescriptor<?> descriptor, NamespaceType<?> namespaces) {
        Registration wanted = Registration.of(descriptor, namespaces);
        Registration first = registered.putIfAbsent(descriptor.name(), wanted);
        if (first != null && !first.fits(wanted)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Two states of one operator have the same name: state='"
                            + descriptor.name()
                            + "' first="
                            + first
                            + " second="
                            + wanted
                            + ". Give one of them another name.");
        }
    }

    /** What a name stands for. */
    private record Registration(
            String kind, String namespaces, @Nullable TypeInfo<?> userKey, TypeInfo<?> value) {
        static Registration of(StateDescriptor<?> descriptor, NamespaceType<?> namespaces) {
            if (descriptor instanceof StateDescriptor.Expiring<?> expiring) {
                Registration plain = of(expiring.state(), namespaces);
                return new Registration(
                        plain.kind + " with time to live",
                        plain.namespaces,
                        plain.userKey,
                        plain.value);
            }
            String in = namespaces.name();
            if (descriptor instanceof StateDescriptor.Value<?> value) {
                return new Registration("value", in, null, value.type());
            }
            if (descriptor instanceof StateDescriptor.Listing<?> listing) {
                return new Registration("list", in, null, listing.type());
            }
            if (descriptor instanceof StateDescriptor.Mapping<?, ?> mapping) {
                return new Registration("map", in, mapping.keyType(), mapping.valueType());
            }
            if (descriptor instanceof StateDescriptor.Reducing<?> reducing) {
                return new Registration("reducing", in, null, reducing.type());
            }
            var aggregating = (StateDescriptor.Aggregating<?, ?, ?>) descriptor;
            return new Registration("aggregating", in, null, aggregating.accumulatorType());
        }

        boolean fits(Registration other) {
            return kind.equals(other.kind)
                    && namespaces.equals(other.namespaces)
                    && (userKey == null || other.userKey == null || fits(userKey, other.userKey))
                    && fits(value, other.value);
        }

        private static boolean fits(TypeInfo<?> left, TypeInfo<?> right) {
            return !left.isKnown() || !right.isKnown() || left.equals(right);
        }

        @Override
        public String toString() {
            String types =
                    userKey == null
                            ? value.type().getTypeName()
                            : userKey.type().getTypeName() + "," + value.type().getTypeName();
            String where = namespaces.equals(NamespaceType.NONE.name()) ? "" : " by " + namespaces;
            return kind + "<" + types + ">" + where;
        }
    }
}
