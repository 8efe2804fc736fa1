/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.KeySelector;
import io.sampo.core.type.KeyType;
import io.sampo.state.keygroup.KeyGroups;
import org.jspecify.annotations.Nullable;

/** To the subtask that owns the key's group. */
final class KeyedPartition extends OutputPartition {
    private final KeySelector<Object, Object> selector;
    private final int maxParallelism;
    private final String place;

    /** The owner of each key group: a look-up instead of two divisions for each record. */
    private final FrameWriter[] byKeyGroup;

    private @Nullable Class<?> lastKeyClass;
    private @Nullable KeyType<Object> keyType;

    KeyedPartition(Wiring wiring, KeySelector<Object, Object> selector) {
        super(wiring);
        this.selector = selector;
        this.maxParallelism = wiring.maxParallelism();
        this.place = wiring.place();
        byKeyGroup = new FrameWriter[maxParallelism];
        for (int group = 0; group < maxParallelism; group++) {
            byKeyGroup[group] = writers[KeyGroups.subtaskOf(group, writers.length, maxParallelism)];
        }
    }

    @Override
    @SuppressWarnings("NullAway") // the type is set with the class of the first key
    public void collect(Object record, long timestamp) {
        Object key = keyOf(record);
        if (key.getClass() != lastKeyClass) {
            useKeyClass(key);
        }
        KeyType<Object> type = keyType;
        int hash = KeyGroups.hash(type, key);
        byKeyGroup[KeyGroups.ofHash(hash, maxParallelism)].add(
                copier.copy(record), timestamp, key, hash);
    }

    private Object keyOf(Object record) {
        Object key;
        try {
            key = selector.getKey(record);
        } catch (StreamException e) {
            throw e;
        } catch (Exception e) {
            throw new StreamException(
                    ErrorCode.USER_FUNCTION,
                    "The key selector failed: edge=" + place + " record=" + record,
                    e);
        }
        if (key == null) {
            throw new StreamException(
                    ErrorCode.USER_FUNCTION,
                    "The key selector returned null: edge="
                            + place
                            + " record="
                            + record
                            + ". Filter such records before keyBy, or map them to a key of their own.");
        }
        return key instanceof byte[] bytes ? bytes.clone() : key;
    }

    private void useKeyClass(Object key) {
        keyType = KeyType.of(key.getClass());
        lastKeyClass = key.getClass();
    }
}
