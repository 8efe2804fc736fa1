/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import java.io.IOException;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a map that holds all segments. They are sorted by segment when they are first
 * asked for: by the thread of the snapshot, to which {@link CopyOnWrite} leaves the map as it is
 * until its last segment is written.
 */
final class SortedSegments implements Segments {
    private final PagedMap map;
    private final int segmentCount;
    private final ToIntFunction<Object> segmentOfKey;
    private @Nullable Sorted sorted;

    /** Where the entries are, and from which of them on those of each segment. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sorted(Page[] pages, int[] slots, int[] starts) {}

    /**
     * Creates it around a map that is not changed any more.
     *
     * @param segmentOfKey thread-safe
     */
    SortedSegments(PagedMap map, int segmentCount, ToIntFunction<Object> segmentOfKey) {
        this.map = map;
        this.segmentCount = segmentCount;
        this.segmentOfKey = segmentOfKey;
    }

    private Sorted sorted() {
        Sorted known = sorted;
        if (known == null) {
            known = sort();
            sorted = known;
        }
        return known;
    }

    /** By counting: each entry is looked at twice. */
    private Sorted sort() {
        int[] segments = new int[map.size];
        int[] starts = new int[segmentCount + 1];
        PagedMap.Walk walk = map.new Walk();
        for (int i = 0; walk.next(); i++) {
            segments[i] = segmentOfKey.applyAsInt(walk.page().key(walk.slot()));
            starts[segments[i] + 1]++;
        }
        for (int segment = 0; segment < segmentCount; segment++) {
            starts[segment + 1] += starts[segment];
        }
        int[] next = starts.clone();
        Page[] pages = new Page[map.size];
        int[] slots = new int[map.size];
        walk = map.new Walk();
        for (int i = 0; walk.next(); i++) {
            int place = next[segments[i]]++;
            pages[place] = walk.page();
            slots[place] = walk.slot();
        }
        return new Sorted(pages, slots, starts);
    }

    @Override
    public boolean isEmpty(int segment) {
        Sorted all = sorted();
        return all.starts[segment] == all.starts[segment + 1];
    }

    @Override
    public void write(int segment, EntryRows rows, BlockOutput target) throws IOException {
        Sorted all = sorted();
        for (int i = all.starts[segment]; i < all.starts[segment + 1]; i++) {
            rows.write(all.pages[i], all.slots[i], target);
        }
    }

    @Override
    public void addKeysTo(int segment, List<Object> keys) {
        Sorted all = sorted();
        for (int i = all.starts[segment]; i < all.starts[segment + 1]; i++) {
            keys.add(all.pages[i].key(all.slots[i]));
        }
    }
}
