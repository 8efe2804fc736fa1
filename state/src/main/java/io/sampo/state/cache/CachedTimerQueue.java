/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TimerQueue;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.ordered.RowKeys;
import io.sampo.state.ordered.StoreIterator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers whose earliest are in memory and whose others are in the store: in rows without a value,
 * whose keys are key group, timestamp (so that the bytes sort as the numbers do), key and
 * namespace.
 */
final class CachedTimerQueue<N> implements TimerQueue<Object, N>, TimerShare.Rows {
    private static final int KEY_START = RowKeys.PREFIX_BYTES + Long.BYTES;
    private static final int KEPT_AT_LEAST = 16;

    private final ObjectCache cache;
    private final KeyScope scope;
    private final int id;
    private final NamespaceType<N> namespaces;
    private final int maxParallelism;
    private final KeyGroupRange range;
    private final @Nullable KeyGroupTimers[] timers;
    private final KeyGroupHeads heads;
    private final BinaryOutput scratch = new BinaryOutput();

    /**
     * Creates a queue.
     *
     * @param restored whether the store has timers already
     */
    CachedTimerQueue(TableHome home, int id, NamespaceType<N> namespaces, boolean restored) {
        this.cache = home.cache();
        this.scope = home.scope();
        this.id = id;
        this.namespaces = namespaces;
        this.maxParallelism = home.context().maxParallelism();
        this.range = home.context().keyGroups();
        this.timers = new @Nullable KeyGroupTimers[range.size()];
        this.heads = new KeyGroupHeads(range.size());
        cache.register(this);
        if (restored) {
            findRestored();
        }
    }

    @Override
    public boolean add(long timestamp, N namespace) {
        byte[] key = keyOf(timestamp, namespace);
        int group = currentGroup();
        boolean added = timersOf(group).add(key);
        if (added) {
            heads.lower(group, timestamp);
            cache.step();
        }
        return added;
    }

    @Override
    public boolean remove(long timestamp, N namespace) {
        byte[] key = keyOf(timestamp, namespace);
        int group = currentGroup();
        boolean removed = timersOf(group).remove(key);
        if (removed) {
            if (timestamp <= heads.timestamp(group)) {
                update(group);
            }
            cache.step();
        }
        return removed;
    }

    @Override
    public long nextTimestamp() {
        return heads.isEmpty() ? Long.MAX_VALUE : heads.firstTimestamp();
    }

    @Override
    public @Nullable Timer<Object, N> pollUntil(long time) {
        if (heads.isEmpty() || heads.firstTimestamp() > time) {
            return null;
        }
        int group = heads.first();
        KeyGroupTimers from = timersOf(group);
        byte[] key = from.first();
        if (key == null) {
            throw new IllegalStateException("A key group lost its timers: keyGroup=" + group);
        }
        from.remove(key);
        update(group);
        cache.step();
        return timerOf(key);
    }

    @Override
    public boolean isEmpty() {
        return heads.isEmpty();
    }

    /** Returns all timers, in any order; writes what the store lacks first. */
    List<Timer<Object, ?>> all() {
        List<Timer<Object, ?>> all = new ArrayList<>();
        byte[] start = RowKeys.keyGroupStart(id, range.first());
        byte[] end = RowKeys.keyGroupStart(id, range.last() + 1);
        try (StoreIterator rows = cache.writeAll().iterate(start, end)) {
            for (; rows.isValid(); rows.next()) {
                all.add(timerOf(rows.key()));
            }
        }
        return all;
    }

    @Override
    public boolean reclaim(int kept) {
        int keptOfEach = Math.max(KEPT_AT_LEAST, kept / Math.max(1, range.size()));
        boolean any = false;
        for (KeyGroupTimers each : timers) {
            any |= each != null && each.keepFirst(keptOfEach);
        }
        return any;
    }

    /**
     * Finds the key groups that have timers in the store, without looking at each of the others.
     */
    private void findRestored() {
        byte[] end = RowKeys.keyGroupStart(id, range.last() + 1);
        try (StoreIterator rows =
                cache.reader().iterate(RowKeys.keyGroupStart(id, range.first()), end)) {
            while (rows.isValid()) {
                byte[] key = rows.key();
                int keyGroup = new BinaryInput(key, 2, 2).readUnsignedShort();
                timers[keyGroup - range.first()] = new KeyGroupTimers(cache, id, keyGroup, true);
                heads.set(keyGroup - range.first(), timestampOf(key));
                rows.seek(RowKeys.keyGroupStart(id, keyGroup + 1));
            }
        }
    }

    private KeyGroupTimers timersOf(int group) {
        KeyGroupTimers known = timers[group];
        if (known == null) {
            known = new KeyGroupTimers(cache, id, range.first() + group, false);
            timers[group] = known;
        }
        return known;
    }

    private void update(int group) {
        byte[] first = timersOf(group).first();
        if (first == null) {
            heads.remove(group);
        } else {
            heads.set(group, timestampOf(first));
        }
    }

    private int currentGroup() {
        return KeyGroups.ofHash(scope.hash(), maxParallelism) - range.first();
    }

    private byte[] keyOf(long timestamp, N namespace) {
        scope.startKeyGroup(scratch, id, scope.hash());
        scratch.writeLong(timestamp ^ Long.MIN_VALUE);
        scope.type().write(scope.key(), scratch);
        namespaces.write(namespace, scratch);
        return scratch.toByteArray();
    }

    private static long timestampOf(byte[] key) {
        return new BinaryInput(key, RowKeys.PREFIX_BYTES, Long.BYTES).readLong() ^ Long.MIN_VALUE;
    }

    private Timer<Object, N> timerOf(byte[] bytes) {
        BinaryInput source = new BinaryInput(bytes, KEY_START, bytes.length - KEY_START);
        Object key = scope.type().read(source);
        N namespace = namespaces.read(source);
        return new Timer<>(timestampOf(bytes), key, KeyGroups.hash(scope.type(), key), namespace);
    }
}
