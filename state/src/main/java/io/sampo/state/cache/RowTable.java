/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.ordered.StoredTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with one row for each key and namespace: of values or of lists. Finds the current key's
 * row, in the cache or in the store, and remembers it.
 */
abstract class RowTable<V> extends ObjectTable<V> {
    private @Nullable ObjectRow current;
    private Object currentNamespace = NoNamespace.INSTANCE;
    private long currentVersion;
    private int lookUps;
    private int recordsBefore;

    RowTable(TableHome home, StoredTable stored, TableSpec<?, V> spec) {
        super(home, stored, spec);
    }

    /** Returns the row of the current key, whose value may be handed out; loads it if need be. */
    final ObjectRow rowForReading(Object namespace) {
        ObjectRow row = knownRow(namespace);
        if (row == null) {
            row = newRow(namespace);
            row.value = load(cache.load(storeKey(row.key, row.keyHash, namespace)));
            cache.add(row, measure(row.value));
            remember(row, namespace);
            return row;
        }
        ObjectRow readable = cache.forReading(row);
        readable.referenced = true;
        if (readable != row) {
            remember(readable, namespace);
        }
        return readable;
    }

    /** Returns the row of the current key if it is in memory, as it is. */
    final @Nullable ObjectRow knownRow(Object namespace) {
        ObjectRow row = current;
        if (row != null
                && currentVersion == scope.version()
                && (currentNamespace == namespace || currentNamespace.equals(namespace))) {
            return row;
        }
        lookUps++;
        Object key = scope.key();
        row = cache.find(this, hashOf(scope.hash(), namespace), key, namespace, null);
        if (row != null) {
            remember(row, namespace);
        } else {
            currentNamespace = namespace;
            current = null;
        }
        return row;
    }

    final ObjectRow newRow(Object namespace) {
        int keyHash = scope.hash();
        return new ObjectRow(this, scope.key(), keyHash, namespace, hashOf(keyHash, namespace));
    }

    final void remember(ObjectRow row, Object namespace) {
        current = row;
        currentNamespace = namespace;
        currentVersion = scope.version();
    }

    /**
     * Loads the rows that the records of a frame will most likely ask for: those of their keys and
     * the namespace used last. Does nothing for a table that half of the records of the frame
     * before did not use.
     */
    final void prefetch(Object[] keys, int[] keyHashes, int count) {
        boolean used = lookUps > 0 && lookUps * 2 >= recordsBefore;
        lookUps = 0;
        recordsBefore = count;
        if (!used) {
            return;
        }
        Object namespace = currentNamespace;
        List<Missing> missing = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int hash = hashOf(keyHashes[i], namespace);
            if (cache.find(this, hash, keys[i], namespace, null) == null) {
                byte[] storeKey = storeKey(keys[i], keyHashes[i], namespace);
                missing.add(new Missing(keys[i], keyHashes[i], hash, storeKey));
            }
        }
        if (missing.size() < 2) {
            return;
        }
        missing.sort((left, right) -> Arrays.compareUnsigned(left.storeKey, right.storeKey));
        List<Missing> distinct = new ArrayList<>(missing.size());
        List<byte[]> storeKeys = new ArrayList<>(missing.size());
        for (Missing each : missing) {
            int last = storeKeys.size() - 1;
            if (last < 0 || !Arrays.equals(storeKeys.get(last), each.storeKey)) {
                distinct.add(each);
                storeKeys.add(each.storeKey);
            }
        }
        List<byte @Nullable []> values = cache.loadAll(storeKeys);
        for (int i = 0; i < distinct.size(); i++) {
            Missing each = distinct.get(i);
            ObjectRow row = new ObjectRow(this, each.key, each.keyHash, namespace, each.hash);
            row.value = load(values.get(i));
            cache.add(row, measure(row.value));
        }
    }

    private record Missing(Object key, int keyHash, int hash, byte[] storeKey) {}
}
