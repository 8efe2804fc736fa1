/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.state.MapState;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Map state on a table. */
final class MapView<N, U, V> implements MapState<U, V>, NamespaceContext<N> {
    private final String name;
    private final MapTable<N, U, V> table;
    private @Nullable N namespace;

    MapView(String name, MapTable<N, U, V> table) {
        this.name = name;
        this.table = table;
    }

    @Override
    public void setNamespace(N newNamespace) {
        namespace = newNamespace;
    }

    @Override
    public @Nullable V get(U key) {
        return table.get(ViewChecks.namespace(namespace), checkKey(key));
    }

    @Override
    public void put(U key, V value) {
        if (value == null) {
            throw ViewChecks.nullRefused(name, "value");
        }
        table.put(ViewChecks.namespace(namespace), checkKey(key), value);
    }

    @Override
    public void putAll(Map<U, V> entries) {
        entries.forEach(this::put);
    }

    @Override
    public void remove(U key) {
        table.remove(ViewChecks.namespace(namespace), checkKey(key));
    }

    @Override
    public boolean contains(U key) {
        return table.contains(ViewChecks.namespace(namespace), checkKey(key));
    }

    @Override
    public boolean isEmpty() {
        return table.isEmpty(ViewChecks.namespace(namespace));
    }

    @Override
    public Iterable<Map.Entry<U, V>> entries() {
        N in = ViewChecks.namespace(namespace);
        return () -> table.entries(in);
    }

    @Override
    public Iterable<U> keys() {
        N in = ViewChecks.namespace(namespace);
        return () -> new Parts<>(table.entries(in), Map.Entry::getKey);
    }

    @Override
    public Iterable<V> values() {
        N in = ViewChecks.namespace(namespace);
        return () -> new Parts<>(table.entries(in), Map.Entry::getValue);
    }

    @Override
    public void clear() {
        table.clear(ViewChecks.namespace(namespace));
    }

    private U checkKey(@Nullable U key) {
        if (key == null) {
            throw ViewChecks.nullRefused(name, "key");
        }
        return key;
    }

    /** One half of each entry. */
    private record Parts<E, P>(Iterator<E> entries, Function<E, P> half) implements Iterator<P> {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public P next() {
            return half.apply(entries.next());
        }

        @Override
        public void remove() {
            entries.remove();
        }
    }
}
