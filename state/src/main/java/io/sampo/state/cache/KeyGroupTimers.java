/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.state.ordered.RowKeys;
import io.sampo.state.ordered.StoreIterator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one key group. The earliest are in memory: all up to a bound, behind which the
 * store may have more. Behind the bound there may be some in memory as well: those that are not
 * written yet, and those that were asked for.
 */
final class KeyGroupTimers {
    private static final int REFILL = 128;

    private final ObjectCache cache;
    private final byte[] end;
    private final TreeMap<TimerRow, TimerRow> timers = new TreeMap<>();

    /** Timers that were removed, for as long as the store may still have them. */
    private final Map<TimerRow, TimerRow> removed = new HashMap<>();

    /** Up to this key all timers are in memory. */
    private byte[] bound;

    /** Whether all timers are in memory. */
    private boolean complete;

    /**
     * Creates the timers of a key group.
     *
     * @param inStore whether the store may have some
     */
    KeyGroupTimers(ObjectCache cache, int tableId, int keyGroup, boolean inStore) {
        this.cache = cache;
        this.bound = RowKeys.keyGroupStart(tableId, keyGroup);
        this.end = RowKeys.keyGroupStart(tableId, keyGroup + 1);
        this.complete = !inStore;
    }

    /** Adds a timer; returns false if it was there. */
    boolean add(byte[] key) {
        TimerRow row = new TimerRow(this, key, false, true);
        if (timers.containsKey(row)) {
            return false;
        }
        TimerRow removal = removed.get(row);
        if (removal != null) {
            forgetRemoval(removal);
            if (cache.isOfThisEpoch(removal)) {
                cache.takenBack(removal);
            }
            // the store may or may not have it by then
            row = new TimerRow(this, key, false, false);
        } else if (!isKnownToBeIn(key) && cache.load(key) != null) {
            insert(row);
            return false;
        }
        insert(row);
        cache.added(row);
        return true;
    }

    /** Removes a timer; returns false if there was none. */
    boolean remove(byte[] key) {
        TimerRow wanted = new TimerRow(this, key, false, false);
        TimerRow row = timers.remove(wanted);
        if (row == null) {
            if (removed.containsKey(wanted) || isKnownToBeIn(key) || cache.load(key) == null) {
                return false;
            }
            addRemoval(key);
            return true;
        }
        cache.countTimers(-1, -row.bytes());
        if (cache.isOfThisEpoch(row)) {
            cache.takenBack(row);
            if (row.isFresh()) {
                return true;
            }
        }
        addRemoval(key);
        return true;
    }

    /** Returns the key of the earliest timer, or null if there is none. */
    byte @Nullable [] first() {
        while (true) {
            if (!timers.isEmpty()) {
                byte[] key = timers.firstKey().key();
                if (isKnownToBeIn(key)) {
                    return key;
                }
            } else if (complete) {
                return null;
            }
            refill();
        }
    }

    /** The store does not have the timer any more. */
    @SuppressWarnings("ReferenceEquality") // the timer may have come back and gone again
    void removalWritten(TimerRow removal) {
        if (removed.get(removal) == removal) {
            forgetRemoval(removal);
        }
    }

    /** Drops clean timers but for the earliest; returns whether there were any. */
    boolean keepFirst(int count) {
        boolean dropped = false;
        byte[] lastKept = null;
        int kept = 0;
        for (Iterator<TimerRow> rows = timers.values().iterator(); rows.hasNext(); ) {
            TimerRow row = rows.next();
            if (kept < count) {
                kept++;
                lastKept = row.key();
            } else if (!cache.isDirty(row)) {
                rows.remove();
                cache.countTimers(-1, -row.bytes());
                dropped = true;
            }
        }
        if (dropped && lastKept != null && isKnownToBeIn(lastKept)) {
            bound = lastKept;
            complete = false;
        }
        return dropped;
    }

    /** Returns whether a timer with that key, if there is one, is in memory. */
    private boolean isKnownToBeIn(byte[] key) {
        return complete || Arrays.compareUnsigned(key, bound) <= 0;
    }

    private void refill() {
        try (StoreIterator rows = cache.reader().iterate(RowKeys.after(bound), end)) {
            int count = 0;
            for (; rows.isValid() && count < REFILL; rows.next()) {
                byte[] key = rows.key();
                bound = key;
                TimerRow row = new TimerRow(this, key, false, false);
                if (!removed.containsKey(row) && !timers.containsKey(row)) {
                    insert(row);
                    count++;
                }
            }
            complete = !rows.isValid();
        }
    }

    private void insert(TimerRow row) {
        timers.put(row, row);
        cache.countTimers(1, row.bytes());
    }

    private void addRemoval(byte[] key) {
        TimerRow removal = new TimerRow(this, key, true, false);
        removed.put(removal, removal);
        cache.countTimers(1, removal.bytes());
        cache.added(removal);
    }

    private void forgetRemoval(TimerRow removal) {
        removed.remove(removal);
        cache.countTimers(-1, -removal.bytes());
    }
}
