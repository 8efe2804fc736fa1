/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a client, those that are still to come among them, so that one question is not asked
 * twice at a time. Bounded: who was not asked for the longest goes first. Confined to the subtask.
 *
 * @param <K> type of the keys
 * @param <V> type of the answers
 */
final class LookupCache<K, V> {
    private final int maxEntries;
    private final long timeToLiveMillis;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Entry<V>(CompletableFuture<V> answer, long askedMillis) {}

    LookupCache(int maxEntries, long timeToLiveMillis) {
        this.maxEntries = maxEntries;
        this.timeToLiveMillis = timeToLiveMillis;
    }

    /** Returns the answer, given or to come; null if it is too old, or the client failed. */
    @Nullable CompletableFuture<V> get(K key, long nowMillis) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        // Not "asked + life": that may not fit.
        boolean old = nowMillis - entry.askedMillis >= timeToLiveMillis;
        if (old || entry.answer.isCompletedExceptionally()) {
            entries.remove(key);
            return null;
        }
        return entry.answer;
    }

    void put(K key, CompletableFuture<V> answer, long nowMillis) {
        entries.put(key, new Entry<>(answer, nowMillis));
        if (entries.size() > maxEntries) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
