/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.SharedNamespaces;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.LongNamespaces;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What rows that are kept by namespace take; what they hold is in the tests of all backends. */
class SharedEntriesTest {
    private static final NamespaceType<Long> WINDOWS = new SharedNamespaces<>(LongNamespaces.LONG);
    private static final int KEYS = 500;

    @RegisterExtension private final OpenHeap heap = new OpenHeap();

    private final KeyedStateBackend<Object> backend = heap.backend();

    @Test
    void memoryIsCountedByRowAndGoesWithItsNamespace() {
        ValueTable<Long, Long> table =
                backend.valueTable(new TableSpec<>("v", WINDOWS, TypeInfo.of(Long.class)));
        long empty = backend.approximateBytes();
        fill(1, namespace -> table.put(namespace, 1L));
        long one = backend.approximateBytes() - empty;
        assertThat(one).isGreaterThan(KEYS * TableHome.ENTRY_BYTES);
        fill(2, namespace -> table.put(namespace, 1L));
        assertThat(backend.approximateBytes() - empty).isEqualTo(2 * one);

        table.rows().drop(1L);
        assertThat(backend.approximateBytes() - empty).isEqualTo(one);
        table.rows().drop(2L);
        assertThat(backend.approximateBytes()).isEqualTo(empty);
    }

    @Test
    void elementsOfListsAreCountedAndGoWithTheirNamespace() {
        ListTable<Long, Long> table =
                backend.listTable(new TableSpec<>("l", WINDOWS, TypeInfo.of(Long.class)));
        long empty = backend.approximateBytes();
        fill(1, namespace -> table.add(namespace, 1L));
        long single = backend.approximateBytes() - empty;
        fill(1, namespace -> table.add(namespace, 2L));
        assertThat(backend.approximateBytes() - empty)
                .isEqualTo(single + KEYS * TableHome.ENTRY_BYTES);
        fill(2, namespace -> table.add(namespace, 3L));

        table.rows().drop(1L);
        assertThat(backend.approximateBytes() - empty).isEqualTo(single);
        table.rows().drop(3L);
        assertThat(backend.approximateBytes() - empty).as("has none").isEqualTo(single);
        table.rows().drop(2L);
        assertThat(backend.approximateBytes()).isEqualTo(empty);
    }

    @Test
    void aKeyOfAnotherSubtaskIsRefused() {
        int keyGroup = BackendHarness.keyGroup("own", 128);
        KeyedStateBackend<Object> part =
                heap.harness().open(new KeyGroupRange(keyGroup, keyGroup), List.of());
        ValueTable<Long, Long> table =
                part.valueTable(new TableSpec<>("v", WINDOWS, TypeInfo.of(Long.class)));
        BackendHarness.key(part, "own");
        table.put(1L, 5L);
        String stranger = "x";
        while (BackendHarness.keyGroup(stranger, 128) == keyGroup) {
            stranger += "x";
        }
        BackendHarness.key(part, stranger);

        assertThatThrownBy(() -> table.put(1L, 6L))
                .hasMessageContaining("A key came to a subtask that does not own it");
    }

    private void fill(long namespace, LongConsumer change) {
        for (int i = 0; i < KEYS; i++) {
            BackendHarness.key(backend, "key" + i);
            change.accept(namespace);
        }
    }
}
