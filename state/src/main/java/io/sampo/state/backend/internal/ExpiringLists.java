/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend.internal;

import io.sampo.state.backend.ListTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists whose elements expire, each by itself. Appending does not read what is there.
 *
 * @param <N> type of the namespaces
 * @param <V> type of the elements
 */
public final class ExpiringLists<N, V> implements ListTable<N, V> {
    private final ListTable<N, Expiring<V>> table;
    private final TimeToLive life;

    /** Creates the table on that of the elements with their times. */
    public ExpiringLists(ListTable<N, Expiring<V>> table, TimeToLive life) {
        this.table = table;
        this.life = life;
    }

    @Override
    public Iterable<V> get(N namespace) {
        life.accessed();
        List<V> shown = new ArrayList<>();
        List<Expiring<V>> kept = new ArrayList<>();
        boolean changed = false;
        for (Expiring<V> stored : table.get(namespace)) {
            boolean expired = life.isExpired(stored);
            boolean anew = !expired && life.isToBeStampedAnew(stored);
            if (!expired) {
                kept.add(anew ? life.stamped(stored.value()) : stored);
            }
            if (!expired || life.showsExpired()) {
                shown.add(stored.value());
            }
            changed |= expired || anew;
        }
        if (changed) {
            table.put(namespace, kept);
        }
        return shown;
    }

    @Override
    public void add(N namespace, V element) {
        life.accessed();
        table.add(namespace, life.stamped(element));
    }

    @Override
    public void put(N namespace, List<V> elements) {
        life.accessed();
        List<Expiring<V>> stamped = new ArrayList<>(elements.size());
        for (V element : elements) {
            stamped.add(life.stamped(element));
        }
        table.put(namespace, stamped);
    }

    @Override
    public void remove(N namespace) {
        table.remove(namespace);
    }

    @Override
    public boolean isEmpty(N namespace) {
        return !get(namespace).iterator().hasNext();
    }
}
