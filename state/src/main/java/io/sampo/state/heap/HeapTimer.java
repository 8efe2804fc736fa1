/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

/** A timer in memory. Its identity never changes; only its place in the order does. */
final class HeapTimer {
    final long timestamp;
    final Object key;
    final int keyHash;
    final Object namespace;

    /** Where it is in the {@link TimerHeap}; subtask's thread only. */
    int position;

    HeapTimer(long timestamp, Object key, int keyHash, Object namespace) {
        this.timestamp = timestamp;
        this.key = key;
        this.keyHash = keyHash;
        this.namespace = namespace;
    }

    /** Returns the spread hash of its identity. */
    static int hash(long timestamp, int keyHash, Object namespace) {
        return PagedMap.spread(keyHash * 31 + Long.hashCode(timestamp), namespace);
    }

    int hash() {
        return hash(timestamp, keyHash, namespace);
    }
}
