/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.KeyType;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.testkit.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedMapTest {
    private static final KeyType<Object> LONGS = KeyType.of(Long.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void holdsWhatWasPutAndNotRemoved(long seed) {
        Random random = new Random(seed);
        check("seed=" + seed, random, 30_000, 1 + random.nextInt(20_000), PagedMap::spread);
    }

    @Test
    void worksWithHashesOfLittleVariety() {
        check("equal hashes", new Random(5), 4_000, 1_500, key -> 77);
        check("few hashes", new Random(6), 20_000, 6_000, key -> 1 + key % 5);
        check("only low bits", new Random(7), 20_000, 9_000, key -> 1 + key);
        IntUnaryOperator skewed =
                key -> (1 << 20) | (PagedMap.spread(key) & PagedMap.spread(~key * 7));
        check("skewed low bits", new Random(9), 150_000, 90_000, skewed);
        check("only high bits", new Random(8), 20_000, 9_000, key -> (1 + key) << 18);
    }

    @Test
    void pagesStaySmall() {
        PagedMap map = new PagedMap(1, 8, new PageLayout(false, false, PageValues.ENGINE));
        for (int key = 0; key < 200_000; key++) {
            int hash = PagedMap.spread(key);
            int slot = map.page(hash).find(LONGS, (long) key, hash);
            map.insert(~slot, hash, (long) key, null, key);
        }
        List<Page> pages = pages(map);
        assertThat(pages).allMatch(page -> page.capacity() <= Page.MAX_CAPACITY);
        assertThat(pages.stream().mapToInt(page -> page.size).sum()).isEqualTo(200_000);
        assertThat(map.directory.length).isLessThanOrEqualTo(512);
    }

    @Test
    void anEmptiedMapGivesItsArraysBack() {
        PagedMap map = new PagedMap(1, 8, new PageLayout(true, true, PageValues.ENGINE));
        for (int round = 0; round < 2; round++) {
            for (int key = 0; key < 50_000; key++) {
                int hash = PagedMap.spread(key, "n");
                int slot = map.page(hash).find(LONGS, (long) key, "n", hash);
                if (round == 0) {
                    map.insert(~slot, hash, (long) key, "n", key);
                } else {
                    map.remove(hash, slot);
                }
            }
        }
        assertThat(map.size).isZero();
        assertThat(pages(map)).allMatch(page -> page.capacity() <= 8);
    }

    @Test
    void namespacesTellEntriesApart() {
        PagedMap map = new PagedMap(1, 4, new PageLayout(false, true, PageValues.ENGINE));
        for (int i = 0; i < 1_000; i++) {
            String namespace = "n" + i % 10;
            Long key = (long) (i / 10);
            int hash = PagedMap.spread(key.hashCode(), namespace);
            int slot = map.page(hash).find(LONGS, key, namespace, hash);
            assertThat(slot).isNegative();
            int at = map.insert(~slot, hash, key, namespace, i);
            assertThat(map.page(hash).value(at)).isEqualTo(i);
        }
        for (int i = 0; i < 1_000; i++) {
            String namespace = "n" + i % 10;
            Long key = (long) (i / 10);
            int hash = PagedMap.spread(key.hashCode(), namespace);
            int slot = map.page(hash).find(LONGS, key, namespace, hash);
            assertThat(map.page(hash).value(slot)).isEqualTo(i);
        }
    }

    /** What is put for a number, and how it is kept. */
    private record Kind(PageValues values, LongFunction<Object> of) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(PageValues.USER, number -> number),
                    new Kind(PageValues.LONG, number -> number),
                    new Kind(
                            PageValues.of(TypeInfo.of(Reading.class)),
                            number -> new Reading(number, (int) -number, 0.5, "n" + number)),
                    new Kind(
                            PageValues.of(TypeInfo.of(Numbers.class)),
                            number -> new Numbers(~number, (number & 1) == 0)));

    /** Without a reference. */
    private record Numbers(long number, boolean even) {}

    private static void check(
            String about, Random random, int steps, int keys, IntUnaryOperator hashOf) {
        long seed = random.nextLong();
        for (Kind kind : KINDS) {
            for (boolean longKeys : new boolean[] {false, true}) {
                PageLayout layout = new PageLayout(longKeys, false, kind.values);
                check(layout, kind, about + " " + layout, new Random(seed), steps, keys, hashOf);
            }
        }
    }

    private static void check(
            PageLayout layout,
            Kind kind,
            String about,
            Random random,
            int steps,
            int keys,
            IntUnaryOperator hashOf) {
        PagedMap map = new PagedMap(1, 4, layout);
        Map<Long, Object> model = new HashMap<>();
        for (long i = 0; i < steps; i++) {
            long key = random.nextInt(keys);
            Object value = kind.of.apply(i);
            int hash = hashOf.applyAsInt((int) key);
            int slot = map.page(hash).find(LONGS, key, hash);
            assertThat(slot >= 0).as(about).isEqualTo(model.containsKey(key));
            boolean growing = i < steps / 2;
            if (slot < 0) {
                int at = map.insert(~slot, hash, key, null, value);
                assertThat(map.page(hash).key(at)).as(about).isEqualTo(key);
                model.put(key, value);
            } else if (random.nextInt(growing ? 10 : 2) == 0) {
                map.remove(hash, slot);
                model.remove(key);
            } else {
                assertThat(map.page(hash).value(slot)).as(about).isEqualTo(model.get(key));
                map.page(hash).set(slot, value);
                model.put(key, value);
            }
            assertThat(map.size).as(about).isEqualTo(model.size());
        }
        Map<Long, Object> found = new HashMap<>();
        for (Page page : pages(map)) {
            for (int slot = 0; slot < page.hashes.length; slot++) {
                if (page.hashes[slot] != 0) {
                    found.put((Long) page.key(slot), page.value(slot));
                }
            }
        }
        assertThat(found).as(about).isEqualTo(model);
    }

    private static List<Page> pages(PagedMap map) {
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < map.directory.length; i++) {
            if (PagedMap.isFirst(i, map.directory[i])) {
                pages.add(map.directory[i]);
            }
        }
        return pages;
    }
}
