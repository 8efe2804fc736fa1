/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.KeyType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of one namespace: walked through, and sorted for a snapshot. */
class NamespaceMapTest {
    private static final KeyType<Object> LONGS = KeyType.of(Long.class);

    /** Several pages. */
    private static final int MANY = 20_000;

    @Test
    void allRowsAreWalkedThroughOnce() {
        for (int rows : new int[] {0, 1, 3, MANY}) {
            List<Object> found = new ArrayList<>();
            PagedMap.Walk walk = map(rows).map.new Walk();
            while (walk.next()) {
                found.add(walk.page().key(walk.slot()));
            }
            assertThat(found).as("rows=%d", rows).hasSize(rows).doesNotHaveDuplicates();
            assertThat(walk.next()).as("at the end it stays there").isFalse();
        }
    }

    @Test
    void aSnapshotFindsTheRowsByKeyGroup() {
        int segments = 5;
        SortedSegments sorted =
                new SortedSegments(map(MANY).map, segments, key -> (int) ((Long) key % 4));
        for (int segment = 0; segment < 4; segment++) {
            int remainder = segment;
            List<Object> keys = new ArrayList<>();
            sorted.addKeysTo(segment, keys);
            assertThat(sorted.isEmpty(segment)).isFalse();
            assertThat(keys)
                    .hasSize(MANY / 4)
                    .doesNotHaveDuplicates()
                    .allMatch(key -> (Long) key % 4 == remainder);
        }
        List<Object> none = new ArrayList<>();
        sorted.addKeysTo(4, none);
        assertThat(sorted.isEmpty(4)).isTrue();
        assertThat(none).isEmpty();
    }

    @Test
    void aSnapshotOfNoRowsIsEmpty() {
        SortedSegments sorted = new SortedSegments(map(0).map, 3, key -> 0);
        for (int segment = 0; segment < 3; segment++) {
            assertThat(sorted.isEmpty(segment)).as("segment=%d", segment).isTrue();
        }
    }

    private static NamespaceMap map(int rows) {
        PagedMap map = new PagedMap(1, 8, new PageLayout(true, true, PageValues.ENGINE));
        for (long key = 0; key < rows; key++) {
            int hash = PagedMap.spread(Long.hashCode(key));
            int slot = map.page(hash).find(LONGS, key, hash);
            map.insert(~slot, hash, key, "w", "value");
        }
        return new NamespaceMap("w", map);
    }
}
