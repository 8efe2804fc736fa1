/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.SharedNamespaces;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.LongNamespaces;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Looking ahead at what a frame's records will ask for, in tables so large that it is done. */
class LookAheadTest {
    private static final int FAR = Entries.FAR;
    private static final int FRAME = 256;
    private static final NoNamespace NONE = NoNamespace.INSTANCE;
    private static final TableSpec<NoNamespace, Long> COUNTS =
            new TableSpec<>("counts", NamespaceType.NONE, TypeInfo.of(Long.class));
    private static final TableSpec<NoNamespace, String> TEXTS =
            new TableSpec<>("texts", NamespaceType.NONE, TypeInfo.of(String.class));
    private static final NamespaceType<Long> WINDOWS = new SharedNamespaces<>(LongNamespaces.LONG);

    @RegisterExtension private final OpenHeap heap = new OpenHeap();

    private KeyedStateBackend<Object> backend = heap.backend();

    @Test
    void aTableIsLookedAtWhileItIsLarge() {
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNTS);
        for (long key = 0; key < FAR; key++) {
            assertThat(touch(table, 0)).as("%d entries", key).isZero();
            BackendHarness.key(backend, key);
            table.put(NONE, key);
        }
        assertThat(touch(table, 0)).isNotZero();
        table.remove(NONE);
        BackendHarness.key(backend, 0L);
        table.get(NONE);
        assertThat(touch(table, 0)).isZero();
    }

    @Test
    void aTableThatTheRecordBeforeDidNotUseIsNot() {
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNTS);
        fill(() -> table.put(NONE, 1L));
        BackendHarness.key(backend, 1L);
        assertThat(touch(table, 0)).isZero();
        table.get(NONE);
        assertThat(touch(table, 0)).isNotZero();
    }

    @Test
    void nothingChanges() {
        ValueTable<NoNamespace, Long> counts = backend.valueTable(COUNTS);
        ValueTable<NoNamespace, String> texts = backend.valueTable(TEXTS);
        MapTable<NoNamespace, Long, Long> maps =
                backend.mapTable(
                        new TableSpec<>("maps", NamespaceType.NONE, TypeInfo.of(Long.class)),
                        Long.class);
        ListTable<NoNamespace, Long> lists =
                backend.listTable(
                        new TableSpec<>("lists", NamespaceType.NONE, TypeInfo.of(Long.class)));
        ValueTable<Long, Long> windows =
                backend.valueTable(new TableSpec<>("windows", WINDOWS, TypeInfo.of(Long.class)));
        fill(
                () -> {
                    long key = (Long) backend.currentKey();
                    counts.put(NONE, key);
                    texts.put(NONE, "text " + key);
                    maps.put(NONE, key, key + 1);
                    lists.add(NONE, key + 2);
                    windows.put(10L, key + 3);
                });
        for (Object table : List.of(counts, texts, maps, lists, windows)) {
            assertThat(touch(table, 0)).as("%s", table.getClass()).isNotZero();
        }
        for (int first = 0; first < 2 * FAR; first += FRAME) {
            backend.prefetch(keys(first), hashes(first), FRAME);
            long key = first;
            BackendHarness.key(backend, key);
            boolean known = key < FAR;
            assertThat(counts.get(NONE)).isEqualTo(known ? key : null);
            assertThat(texts.get(NONE)).isEqualTo(known ? "text " + key : null);
            assertThat(maps.get(NONE, key)).isEqualTo(known ? key + 1 : null);
            assertThat(lists.get(NONE)).isEqualTo(known ? List.of(key + 2) : List.of());
            assertThat(windows.get(10L)).isEqualTo(known ? key + 3 : null);
        }
    }

    @Test
    void keysThatDoNotBelongHereAreLeftToWhoAsksForThem() {
        backend = heap.harness().open(new KeyGroupRange(32, 95), List.of());
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNTS);
        for (long key = 0; key < 3 * FAR; key++) {
            int group = BackendHarness.keyGroup(key, 128);
            if (group >= 32 && group <= 95) {
                BackendHarness.key(backend, key);
                table.put(NONE, key);
            }
        }
        assertThatCode(() -> backend.prefetch(keys(0), hashes(0), FRAME))
                .doesNotThrowAnyException();
        assertThat(touch(table, 0)).isNotZero();
    }

    private void fill(Runnable perKey) {
        for (long key = 0; key < FAR; key++) {
            BackendHarness.key(backend, key);
            perKey.run();
        }
    }

    private static int touch(Object table, int first) {
        return ((HeapTable) table).touch(hashes(first), FRAME);
    }

    private static Object[] keys(int first) {
        Object[] keys = new Object[FRAME];
        Arrays.setAll(keys, i -> (long) first + i);
        return keys;
    }

    private static int[] hashes(int first) {
        int[] hashes = new int[FRAME];
        Arrays.setAll(hashes, i -> BackendHarness.hash((long) first + i));
        return hashes;
    }
}
