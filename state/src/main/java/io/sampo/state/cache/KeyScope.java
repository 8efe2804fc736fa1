/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.ordered.RowKeys;
import io.sampo.state.ordered.TableCatalog;
import org.jspecify.annotations.Nullable;

/**
 * The current key, and what all keys have in common. Tables remember the row of the current key for
 * as long as {@link #version()} stays.
 */
final class KeyScope {
    private final BackendContext context;
    private final TableCatalog catalog;
    private @Nullable KeyType<Object> type;
    private @Nullable Class<?> keyClass;
    private @Nullable Object key;
    private int hash;
    private long version = 1;

    KeyScope(BackendContext context, TableCatalog catalog) {
        this.context = context;
        this.catalog = catalog;
        String restored = catalog.keyClass();
        if (restored != null) {
            checkRestored(restored);
        }
    }

    void set(Object newKey, int newHash) {
        if (newKey == key && newHash == hash) {
            return;
        }
        if (newKey.getClass() != keyClass) {
            checkClass(newKey);
        }
        key = newKey;
        hash = newHash;
        version++;
    }

    void clear() {
        key = null;
        hash = 0;
        version++;
    }

    Object key() {
        Object current = key;
        if (current == null) {
            throw new StreamException(
                    ErrorCode.INTERNAL,
                    "Keyed state was used while no key was set: operator='"
                            + context.operator()
                            + "'. State is that of a key, and can be used while a record or timer"
                            + " with a key is processed only.");
        }
        return current;
    }

    @Nullable Object keyOrNull() {
        return key;
    }

    int hash() {
        return hash;
    }

    /**
     * Returns a number that changes with the key and whenever rows have been replaced or evicted.
     */
    long version() {
        return version;
    }

    /** Makes all remembered rows invalid. */
    void forgetRows() {
        version++;
    }

    /** Returns the type of the keys; there must have been a key, or a restored one. */
    KeyType<Object> type() {
        KeyType<Object> known = type;
        return known == null ? restoredType() : known;
    }

    /** Returns whether keys of that class have been seen. */
    boolean isKnown(Object someKey) {
        return someKey.getClass() == keyClass;
    }

    /** Begins the store's key of a row with table, key group and key. */
    void start(BinaryOutput target, int tableId, Object rowKey, int keyHash) {
        startKeyGroup(target, tableId, keyHash);
        type().write(rowKey, target);
    }

    /** Begins the store's key of a row with table and key group. */
    void startKeyGroup(BinaryOutput target, int tableId, int keyHash) {
        RowKeys.start(target, tableId, keyGroup(keyHash));
    }

    private int keyGroup(int keyHash) {
        int keyGroup = KeyGroups.ofHash(keyHash, context.maxParallelism());
        if (!context.keyGroups().contains(keyGroup)) {
            throw new StreamException(
                    ErrorCode.INTERNAL,
                    "A key came to a subtask that does not own it: operator="
                            + context.operator()
                            + " subtask="
                            + context.subtaskIndex()
                            + " keyGroup="
                            + keyGroup
                            + " owned="
                            + context.keyGroups());
        }
        return keyGroup;
    }

    private KeyType<Object> restoredType() {
        String name = catalog.keyClass();
        if (name == null) {
            throw new StreamException(
                    ErrorCode.INTERNAL,
                    "The type of the keys is asked for before the first key: operator="
                            + context.operator());
        }
        return adopt(classOf(name));
    }

    /** Finds out at restore, not at the first key, that the restored keys cannot be read. */
    private void checkRestored(String restored) {
        String now = KeyType.describe(classOf(restored));
        if (!KeyType.isSameDescription(restored, now)) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "The class of the restored keys has changed: operator='"
                            + context.operator()
                            + "' stored="
                            + restored
                            + " here="
                            + now
                            + ". Bring it back as it was, or give the operator another name to start"
                            + " without state.");
        }
    }

    private Class<?> classOf(String description) {
        try {
            return Class.forName(
                    KeyType.describedClass(description),
                    false,
                    context.serialization().classLoader());
        } catch (ClassNotFoundException missing) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "The class of the restored keys is not in the program: operator="
                            + context.operator()
                            + " class="
                            + description
                            + ". Bring the class back, or start the job without its old state.",
                    missing);
        }
    }

    private void checkClass(Object newKey) {
        Class<?> found =
                newKey instanceof Enum<?> constant
                        ? constant.getDeclaringClass()
                        : newKey.getClass();
        Class<?> known = keyClass;
        if (known == found) {
            return;
        }
        if (known != null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "All keys of an operator must be of one class: operator="
                            + context.operator()
                            + " first="
                            + known.getName()
                            + " now="
                            + found.getName()
                            + ". Make the key selector return one class.");
        }
        String restored = catalog.keyClass();
        if (restored != null && !KeyType.describedClass(restored).equals(found.getName())) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "The keys are of another class than the restored ones: operator="
                            + context.operator()
                            + " restored="
                            + restored
                            + " now="
                            + found.getName()
                            + ". Go back to that class, or start the job without its old state.");
        }
        adopt(found);
    }

    private KeyType<Object> adopt(Class<?> found) {
        KeyType<Object> known = KeyType.of(found);
        type = known;
        keyClass = found;
        catalog.keyClass(KeyType.describe(found));
        return known;
    }
}
