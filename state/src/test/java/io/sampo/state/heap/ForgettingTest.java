/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.KeyType;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.ForgettingBackend;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.SharedNamespaces;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.TimerQueue;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.testkit.LongNamespaces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** State of one key at a time. */
class ForgettingTest {
    private static final NoNamespace NONE = NoNamespace.INSTANCE;
    private static final TypeInfo<Long> LONG = TypeInfo.of(Long.class);

    @RegisterExtension private final OpenHeap heap = new OpenHeap();

    @SuppressWarnings("unchecked")
    private final ForgettingBackend<Object> backend = (ForgettingBackend<Object>) heap.backend();

    private void key(String key) {
        backend.setCurrentKey(key, KeyGroups.hash(KeyType.of(String.class), key));
    }

    private <N> TableSpec<N, Long> spec(String name, NamespaceType<N> namespaces) {
        return new TableSpec<>(name, namespaces, LONG);
    }

    @Test
    void aKeyThatComesAgainHasNothing() {
        ValueTable<NoNamespace, Long> value = backend.valueTable(spec("v", NamespaceType.NONE));
        ListTable<Long, Long> list = backend.listTable(spec("l", LongNamespaces.LONG));
        MapTable<Long, Long, Long> map =
                backend.mapTable(spec("m", LongNamespaces.LONG), Long.class);
        TimerQueue<Object, Long> timers = backend.timers("t", LongNamespaces.LONG);
        for (int round = 0; round < 3; round++) {
            for (String key : List.of("ann", "bob")) {
                key(key);
                assertThat(value.get(NONE)).isNull();
                assertThat(list.get(1L)).isNullOrEmpty();
                assertThat(map.get(2L, 3L)).isNull();
                assertThat(timers.isEmpty()).isTrue();

                value.put(NONE, 1L);
                list.add(1L, 5L);
                list.add(1L, 6L);
                map.put(2L, 3L, 4L);
                assertThat(timers.add(7, 8L)).isTrue();
                assertThat(timers.add(7, 9L)).isTrue();
                assertThat(timers.add(9, 8L)).isTrue();
                assertThat(value.get(NONE)).isEqualTo(1);
                assertThat(list.get(1L)).containsExactly(5L, 6L);

                backend.forgetCurrentKey();
            }
        }
    }

    @Test
    void aKeyThatComesAgainHasNothingInSharedNamespacesEither() {
        ValueTable<Long, Long> value =
                backend.valueTable(spec("v", new SharedNamespaces<>(LongNamespaces.LONG)));
        for (int round = 0; round < 3; round++) {
            for (String key : List.of("ann", "bob")) {
                key(key);
                assertThat(value.rows().namespaces()).isEmpty();
                assertThat(value.get(1L)).isNull();
                value.put(1L, 5L);
                value.put(2L, 6L);
                assertThat(value.get(1L)).isEqualTo(5);
                assertThat(value.rows().namespaces()).containsExactlyInAnyOrder(1L, 2L);

                backend.forgetCurrentKey();
            }
        }
    }

    @Test
    void memoryDoesNotGrowWithTheNumberOfKeys() {
        ValueTable<NoNamespace, Long> value = backend.valueTable(spec("v", NamespaceType.NONE));
        TimerQueue<Object, Long> timers = backend.timers("t", LongNamespaces.LONG);
        long bytes = backend.approximateBytes();
        for (int i = 0; i < 1_000; i++) {
            key("key-" + i);
            value.put(NONE, 1L);
            timers.add(i, 1L);
            backend.forgetCurrentKey();
        }

        assertThat(backend.approximateBytes()).isEqualTo(bytes);
    }
}
