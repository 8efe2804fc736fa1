/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

/**
 * What a cache has done so far.
 *
 * @param usedBytes of managed memory, as estimated
 * @param rows in memory
 * @param dirtyRows of these, how many are newer than the store
 * @param loaded rows that were looked for in the store, one by one
 * @param prefetched rows that were looked for in the store, many at once
 * @param evicted rows
 * @param written rows, between barriers and at evictions
 * @param waits how often the subtask had to write or wait for a marked epoch
 * @param waitedNanos how long that took
 */
public record CacheStatistics(
        long usedBytes,
        int rows,
        int dirtyRows,
        long loaded,
        long prefetched,
        long evicted,
        long written,
        long waits,
        long waitedNanos) {}
