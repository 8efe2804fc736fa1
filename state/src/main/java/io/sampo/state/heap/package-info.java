/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Keyed state and timers as objects on the heap. Start with {@link
 * io.sampo.state.heap.HeapStateBackend}; the layout of tables is explained in {@code EntryTable},
 * {@code PagedMap} and {@code Page}, why snapshots need no locks in {@code CopyOnWrite}, the file in
 * {@code SnapshotFormat}. A backend that keeps its tables elsewhere but its timers in memory opens a
 * heap backend for them.
 *
 * <p>Confined to the subtask's thread, but for {@code HeapSnapshotRun} and what it reads.
 */
@NullMarked
package io.sampo.state.heap;

import org.jspecify.annotations.NullMarked;
