/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.KeyType;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyContext;
import io.sampo.state.keygroup.KeyGroups;
import org.jspecify.annotations.Nullable;

/** The current key of a backend, and the class that all keys must have. */
final class KeyCursor implements KeyContext<Object> {
    private static final int UNKNOWN = -1;

    private final BackendContext context;
    private final int maxParallelism;
    private final int firstKeyGroup;
    private final int segmentCount;
    private @Nullable Class<?> keyClass;
    private @Nullable KeyType<Object> type;
    private boolean restored;
    private @Nullable Object key;
    private int hash;
    private int segment = UNKNOWN;

    /** Changes whenever the key does; tables remember for which version their slot is. */
    private long version;

    KeyCursor(BackendContext context) {
        this.context = context;
        maxParallelism = context.maxParallelism();
        firstKeyGroup = context.keyGroups().first();
        segmentCount = context.keyGroups().size();
    }

    @Override
    public void setCurrentKey(Object newKey, int keyHash) {
        if (newKey.getClass() != keyClass) {
            admit(newKey);
        }
        key = newKey;
        hash = keyHash;
        segment = UNKNOWN;
        version++;
    }

    @Override
    public void clearCurrentKey() {
        reset(null, 0);
    }

    @Override
    public Object currentKey() {
        if (key == null) {
            throw noKey();
        }
        return key;
    }

    @Override
    public int currentKeyHash() {
        return hash;
    }

    /** Returns to a key that was current before, or to none. */
    void reset(@Nullable Object formerKey, int keyHash) {
        key = formerKey;
        hash = keyHash;
        segment = UNKNOWN;
        version++;
    }

    @Nullable Object keyOrNull() {
        return key;
    }

    long version() {
        return version;
    }

    /** Returns the number of the current key's group among those owned here. */
    int segment() {
        int known = segment;
        return known == UNKNOWN ? findSegment() : known;
    }

    /** Fails if the current key, or that there is none, does not belong here. */
    void checkOwned() {
        segment();
    }

    /** Returns the number of a key group among those owned here; thread-safe. */
    int segmentOf(int keyHash) {
        return KeyGroups.ofHash(keyHash, maxParallelism) - firstKeyGroup;
    }

    private int findSegment() {
        int found = segmentOf(hash);
        if (key == null || found < 0 || found >= segmentCount) {
            throw misplaced(found);
        }
        segment = found;
        return found;
    }

    /** Returns the type of the keys; there must have been a key. */
    KeyType<Object> type() {
        if (type == null) {
            throw noKey();
        }
        return type;
    }

    @Nullable KeyType<Object> typeOrNull() {
        return type;
    }

    /** Fixes the class of the keys to that of a snapshot. */
    void restoreType(Class<?> stored) {
        if (keyClass != null && keyClass != stored) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "Snapshots of one operator have keys of two classes: operator='"
                            + context.operator()
                            + "' first="
                            + keyClass.getName()
                            + " second="
                            + stored.getName());
        }
        keyClass = stored;
        type = KeyType.of(stored);
        restored = true;
    }

    /** Accepts the first key's class, and constants of an enum that have a body of their own. */
    private void admit(Object newKey) {
        Class<?> found =
                newKey instanceof Enum<?> constant
                        ? constant.getDeclaringClass()
                        : newKey.getClass();
        if (keyClass == null) {
            type = KeyType.of(found);
            keyClass = found;
        } else if (found != keyClass) {
            throw new StreamException(
                    restored ? ErrorCode.STATE_INCOMPATIBLE : ErrorCode.INVALID_PROGRAM,
                    "All keys of an operator must be of one class: operator='"
                            + context.operator()
                            + (restored ? "' stored=" : "' first=")
                            + keyClass.getName()
                            + " key="
                            + found.getName()
                            + ". Use one class in keyBy"
                            + (restored ? ", or give the operator another name." : "."));
        }
    }

    private StreamException misplaced(int found) {
        if (key == null) {
            return noKey();
        }
        return new StreamException(
                ErrorCode.INTERNAL,
                "A key came to a subtask that does not own it: operator='"
                        + context.operator()
                        + "' subtask="
                        + context.subtaskIndex()
                        + " keyGroup="
                        + (found + firstKeyGroup)
                        + " owned="
                        + context.keyGroups());
    }

    private StreamException noKey() {
        return new StreamException(
                ErrorCode.INTERNAL,
                "Keyed state was used while no key was set: operator='"
                        + context.operator()
                        + "'. State is that of a key, and can be used while a record or timer with a key is"
                        + " processed only.");
    }
}
