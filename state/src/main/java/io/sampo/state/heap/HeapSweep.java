/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.Sweep;
import io.sampo.state.keygroup.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops, a few rows at a time, what the spec of a table does not want any more. Looks first and
 * drops afterwards, since dropping moves entries.
 */
abstract class HeapSweep implements EntryWalk.Visitor {
    private static final int MOST_ROWS = 1 << 12;

    private final KeyCursor cursor;
    private final Sweep sweep;
    private final EntryWalk walk = new EntryWalk();
    private final List<Victim> victims = new ArrayList<>();

    private record Victim(Object key, Object namespace, @Nullable Object userKey) {}

    HeapSweep(KeyCursor cursor, Sweep sweep) {
        this.cursor = cursor;
        this.sweep = sweep;
    }

    /**
     * Drops what was found of the current key, if it is still there: a small table may be looked
     * through twice in one go.
     *
     * @param userKey as it was given to {@link #found}
     */
    abstract void drop(Object namespace, @Nullable Object userKey);

    @Override
    public boolean isDone() {
        return true;
    }

    /** Notes an entry of which something is to be dropped. */
    final void found(Page page, int slot, @Nullable Object userKey) {
        Object namespace =
                page.namespaces.length == 0 ? NoNamespace.INSTANCE : page.namespaces[slot];
        victims.add(new Victim(page.key(slot), namespace, userKey));
    }

    /** Goes on for what is due after so many records. */
    final void run(int records, @Nullable PagedMap[] segments) {
        int rows = sweep.take(records, 1, MOST_ROWS);
        if (rows == 0) {
            return;
        }
        walk.step(segments, rows, this);
        if (victims.isEmpty()) {
            return;
        }
        Object key = cursor.keyOrNull();
        int keyHash = cursor.currentKeyHash();
        for (Victim victim : victims) {
            cursor.setCurrentKey(victim.key, KeyGroups.hash(cursor.type(), victim.key));
            drop(victim.namespace, victim.userKey);
        }
        cursor.reset(key, keyHash);
        victims.clear();
    }
}
