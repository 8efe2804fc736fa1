/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.id.OperatorId;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.memory.MemoryPool;
import io.sampo.state.ordered.StoredTable;
import io.sampo.state.ordered.TableCatalog;
import io.sampo.state.testkit.InMemoryOrderedStore;
import io.sampo.state.testkit.MemorySnapshots;
import io.sampo.state.testkit.TinySerialization;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowIndexTest {
    private static final NoNamespace NONE = NoNamespace.INSTANCE;

    private final TinySerialization serialization = new TinySerialization();
    private final BackendContext context =
            new BackendContext(
                    new OperatorId("o"),
                    0,
                    1,
                    8,
                    new KeyGroupRange(0, 7),
                    serialization,
                    new MemorySnapshots(),
                    Path.of("unused"),
                    Runnable::run,
                    new ManualClock(0));
    private final KeyScope scope = new KeyScope(context, new TableCatalog());
    private final Serialization own = serialization.create();
    private final ObjectCache cache =
            new ObjectCache(
                    new InMemoryOrderedStore(),
                    new MemoryPool(1 << 20).open(),
                    new ManualClock(0),
                    scope,
                    own,
                    serialization,
                    1);
    private final TableHome home = new TableHome(cache, scope, own, context);
    private final TableSpec<NoNamespace, Long> spec =
            new TableSpec<>("t", NamespaceType.NONE, TypeInfo.of(Long.class));
    private final CachedValueTable<?, ?> table = new CachedValueTable<>(home, stored(1), spec);
    private final CachedValueTable<?, ?> other = new CachedValueTable<>(home, stored(2), spec);

    private static StoredTable stored(int id) {
        return new StoredTable(id, "t", StoredTable.Kind.VALUE, "", "", "", "");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsWhatIsThereAndNothingElse(long seed) {
        scope.set(0L, 0);
        Random random = new Random(seed);
        int keys = 10 + random.nextInt(3_000);
        // few hashes: long runs of collisions, also over the end of a segment
        int hashes = 1 + random.nextInt(seed % 2 == 0 ? 20 : 100_000);
        RowIndex index = new RowIndex();
        Map<Long, ObjectRow> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(keys);
            int hash = RowIndex.mix((int) (key % hashes));
            ObjectRow found = index.find(table, hash, key, NONE, null);
            assertThat(found).as("seed=%d", seed).isSameAs(model.get(key));
            assertThat(index.find(other, hash, key, NONE, null)).isNull();
            change(random, index, model, key, hash);
            assertThat(index.size()).as("seed=%d", seed).isEqualTo(model.size());
        }
        Set<ObjectRow> met = new HashSet<>();
        for (int steps = index.places() + 70; steps > 0; steps--) {
            ObjectRow row = index.advance();
            if (row != null) {
                met.add(row);
            }
        }
        assertThat(met).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(model.values());
    }

    private void change(
            Random random, RowIndex index, Map<Long, ObjectRow> model, long key, int hash) {
        ObjectRow found = model.get(key);
        if (found == null) {
            ObjectRow row = new ObjectRow(table, key, 0, NONE, hash);
            index.add(row);
            model.put(key, row);
        } else if (random.nextInt(3) == 0) {
            ObjectRow row = found.duplicate();
            index.replace(found, row);
            model.put(key, row);
            assertThat(found.indexed).isFalse();
        } else if (random.nextInt(4) == 0) {
            ObjectRow row = index.advance();
            if (row != null) {
                index.removeAtHand();
                model.remove((Long) row.key);
            }
        } else {
            index.remove(found);
            model.remove(key);
        }
    }
}
