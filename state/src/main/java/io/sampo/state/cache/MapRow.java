/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryOutput;
import org.jspecify.annotations.Nullable;

/** One entry of a map, or the knowledge that there is no such entry. */
final class MapRow extends ObjectRow {
    private static final int MORE_OVERHEAD = 16;

    final GroupRow group;
    @Nullable MapRow previous;
    @Nullable MapRow next;
    private final CachedMapTable<?, ?, ?> map;
    private final Object userKey;
    private final int userKeyBytes;

    MapRow(CachedMapTable<?, ?, ?> map, GroupRow group, Object userKey, int hash) {
        super(map, group.key, group.keyHash, group.namespace, hash);
        this.map = map;
        this.group = group;
        this.userKey = userKey;
        this.userKeyBytes = (int) Math.min(1 << 30, map.cache.sizes().of(userKey));
    }

    private MapRow(MapRow old) {
        super(old);
        map = old.map;
        group = old.group;
        userKey = old.userKey;
        userKeyBytes = old.userKeyBytes;
    }

    @Override
    Object userKey() {
        return userKey;
    }

    @Override
    long fixedBytes() {
        return super.fixedBytes() + MORE_OVERHEAD + userKeyBytes;
    }

    @Override
    ObjectRow duplicate() {
        MapRow copy = new MapRow(this);
        group.unlink(this);
        copy.value = value;
        group.link(copy);
        return copy;
    }

    @Override
    void evicted() {
        if (value != null) {
            group.complete = false;
        }
        group.unlink(this);
        map.rowGone(group);
    }

    @Override
    void writeKeyRest(BinaryOutput target) {
        super.writeKeyRest(target);
        map.writeUserKey(userKey, target);
    }
}
