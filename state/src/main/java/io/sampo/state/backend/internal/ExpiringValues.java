/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend.internal;

import io.sampo.state.backend.ValueTable;
import org.jspecify.annotations.Nullable;

/**
 * Values that expire.
 *
 * @param <N> type of the namespaces
 * @param <V> type of the values
 */
public final class ExpiringValues<N, V> implements ValueTable<N, V> {
    private final ValueTable<N, Expiring<V>> table;
    private final TimeToLive life;

    /** Creates the table on that of the values with their times. */
    public ExpiringValues(ValueTable<N, Expiring<V>> table, TimeToLive life) {
        this.table = table;
        this.life = life;
    }

    @Override
    public @Nullable V get(N namespace) {
        life.accessed();
        Expiring<V> stored = table.get(namespace);
        if (stored == null) {
            return null;
        }
        if (life.isExpired(stored)) {
            table.remove(namespace);
            return life.showsExpired() ? stored.value() : null;
        }
        if (life.isToBeStampedAnew(stored)) {
            put(namespace, stored.value());
        }
        return stored.value();
    }

    @Override
    public @Nullable V getToChange(N namespace) {
        life.accessed();
        Expiring<V> stored = table.get(namespace);
        return stored == null || life.isExpired(stored) ? null : stored.value();
    }

    @Override
    public void put(N namespace, V value) {
        life.accessed();
        table.put(namespace, life.stamped(value));
    }

    @Override
    public void remove(N namespace) {
        table.remove(namespace);
    }
}
