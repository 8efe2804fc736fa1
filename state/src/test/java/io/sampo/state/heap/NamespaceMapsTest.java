/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.KeyType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceMapsTest {
    private static final KeyType<Object> LONGS = KeyType.of(Long.class);

    /** First and last of blocks, and blocks without any in between. */
    private static final List<Integer> KEY_GROUPS = List.of(0, 1, 63, 64, 191, 192, 999);

    @Test
    void aMapIsFoundAtItsKeyGroupOnly() {
        NamespaceMaps maps = new NamespaceMaps("w", 1_000);
        for (int i = 0; i < KEY_GROUPS.size(); i++) {
            maps.set(KEY_GROUPS.get(i), map(i));
        }
        for (int keyGroup = 0; keyGroup < 1_000; keyGroup++) {
            PagedMap found = maps.at(keyGroup);
            int place = KEY_GROUPS.indexOf(keyGroup);
            assertThat(found == null ? -1 : found.size)
                    .as("keyGroup=%d", keyGroup)
                    .isEqualTo(place);
        }
        maps.set(64, null);
        assertThat(maps.at(64)).isNull();
        assertThat(maps.at(63)).isNotNull();
    }

    @Test
    void rowsOfAllKeyGroupsAreWalkedThroughOnce() {
        NamespaceMaps maps = new NamespaceMaps("w", 1_000);
        List<Object> expected = new ArrayList<>();
        for (int keyGroup : KEY_GROUPS) {
            // of several pages, and without any row
            int rows = keyGroup == 63 ? 0 : keyGroup == 191 ? 5_000 : 3;
            PagedMap map = map(0);
            for (long i = 0; i < rows; i++) {
                put(map, keyGroup * 10_000L + i);
                expected.add(keyGroup * 10_000L + i);
            }
            maps.set(keyGroup, map);
        }
        List<Object> found = new ArrayList<>();
        NamespaceMaps.Walk walk = maps.new Walk();
        while (walk.next()) {
            found.add(walk.page().keys[walk.slot()]);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(walk.next()).as("at the end it stays there").isFalse();
        assertThat(new NamespaceMaps("none", 1_000).new Walk().next()).isFalse();
    }

    @Test
    void whatIsMarkedStaysAsItWas() {
        NamespaceMaps maps = new NamespaceMaps("w", 200);
        PagedMap first = map(1);
        maps.set(70, first);
        Segments marked = maps.mark();

        maps.set(70, map(2));
        maps.set(71, map(3));
        maps.set(150, map(4));

        assertThat(marked.at(70)).isSameAs(first);
        assertThat(marked.at(71)).as("came later, beside it").isNull();
        assertThat(marked.at(150)).as("came later, in a block of its own").isNull();
        assertThat(marked.at(0)).isNull();
    }

    @Test
    void itsMemoryIsThatOfTheBlocksAndMapsThatThereAre() {
        NamespaceMaps maps = new NamespaceMaps("w", 200);
        assertThat(maps.arrayBytes()).as("references to four blocks").isEqualTo(64 + 4 * 4);
        PagedMap map = map(5);
        maps.set(70, map);
        maps.set(71, map);
        maps.set(199, map);
        assertThat(maps.arrayBytes())
                .as("two blocks of 64 references, three maps")
                .isEqualTo(64 + 4 * 4 + 2 * 4 * 64 + 3 * map.arrayBytes());
    }

    private static PagedMap map(int rows) {
        PagedMap map = new PagedMap(1, 8, true, PageValues.ENGINE);
        for (long i = 0; i < rows; i++) {
            put(map, i);
        }
        return map;
    }

    private static void put(PagedMap map, long key) {
        int hash = PagedMap.spread(Long.hashCode(key));
        int slot = map.page(hash).find(LONGS, key, hash);
        map.insert(~slot, hash, key, "w", "value");
    }
}
