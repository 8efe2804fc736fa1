/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.state.testkit.BackendHarness;
import java.util.function.IntFunction;

/**
 * Keys that are known by number, so that they may be of a class without {@code equals}.
 *
 * @param keys makes a key with a number, each time a new one
 * @param count how many there are, from 0 on
 * @param about what a failure is to tell
 */
record NumberedKeys(IntFunction<Object> keys, int count, String about) {
    Object key(int number) {
        return keys.apply(number);
    }

    int number(Object key) {
        for (int i = 0; i < count; i++) {
            if (BackendHarness.same(key(i), key)) {
                return i;
            }
        }
        throw new AssertionError(about + ": unknown key " + key);
    }

    boolean isOwned(KeyedStateBackend<Object> backend, int number) {
        int maxParallelism = KeyedRestoreContract.MAX_PARALLELISM;
        return backend.keyGroups().contains(BackendHarness.keyGroup(key(number), maxParallelism));
    }
}
