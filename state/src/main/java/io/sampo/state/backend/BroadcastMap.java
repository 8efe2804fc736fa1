/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.BroadcastState;
import io.sampo.state.StateDescriptor;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broadcast state in memory. An element of its snapshot is a key and its value. */
final class BroadcastMap<K, V> implements BroadcastState<K, V> {
    private final StateDescriptor.Mapping<K, V> descriptor;
    private final KeyType<K> keys;
    private final ValueSerializer<V> values;
    private final Map<Hashed<K>, Map.Entry<K, V>> entries = new LinkedHashMap<>();

    BroadcastMap(StateDescriptor.Mapping<K, V> descriptor, ValueSerializer<V> values) {
        this.descriptor = descriptor;
        this.keys = KeyType.of(descriptor.keyType().rawClass());
        this.values = values;
    }

    StateDescriptor.Mapping<K, V> descriptor() {
        return descriptor;
    }

    void restore(byte[] element) {
        BinaryInput source = new BinaryInput(element);
        K key = keys.read(source);
        V value = values.read(source);
        if (value != null) {
            put(key, value);
        }
    }

    List<byte[]> write() {
        BinaryOutput target = new BinaryOutput();
        return entries.values().stream()
                .map(
                        entry -> {
                            target.clear();
                            keys.write(entry.getKey(), target);
                            values.write(entry.getValue(), target);
                            return target.toByteArray();
                        })
                .toList();
    }

    @Override
    public @Nullable V get(K key) {
        Map.Entry<K, V> entry = entries.get(hashed(key));
        return entry == null ? null : entry.getValue();
    }

    @Override
    public boolean contains(K key) {
        return entries.containsKey(hashed(key));
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    @Override
    public void put(K key, V value) {
        if (value == null) {
            throw ViewChecks.nullRefused(descriptor.name(), "value");
        }
        entries.put(hashed(key), new SimpleImmutableEntry<>(key, value));
    }

    @Override
    public void putAll(Map<K, V> more) {
        more.forEach(this::put);
    }

    @Override
    public void remove(K key) {
        entries.remove(hashed(key));
    }

    @Override
    public void clear() {
        entries.clear();
    }

    private Hashed<K> hashed(@Nullable K key) {
        if (key == null) {
            throw ViewChecks.nullRefused(descriptor.name(), "key");
        }
        return new Hashed<>(keys, key, keys.hash(key));
    }

    /** A key that is equal to what its type says is the same: arrays are not by themselves. */
    private static final class Hashed<K> {
        private final KeyType<K> type;
        private final K key;
        private final int hash;

        Hashed(KeyType<K> type, K key, int hash) {
            this.type = type;
            this.key = key;
            this.hash = hash;
        }

        @Override
        @SuppressWarnings("unchecked") // all of one map
        public boolean equals(@Nullable Object other) {
            return other instanceof Hashed<?> hashed
                    && hashed.hash == hash
                    && type.same(key, (K) hashed.key);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
