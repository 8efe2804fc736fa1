/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * A keyed state backend whose tables live in a bounded cache of objects, in front of an ordered store
 * of bytes into which they spill and from which checkpoints are taken. The store is an SPI ({@link
 * io.sampo.state.ordered.OrderedStore}); nothing here knows RocksDB. Start with {@link
 * io.sampo.state.cache.CachedKeyedBackend}.
 *
 * <p>Everything is confined to the subtask's thread but for {@code Mark}, which hands the rows of one
 * epoch to the thread that runs the snapshot. There are no locks: rows that belong to a marked epoch
 * never change again, the subtask goes on with replacements.
 */
@NullMarked
package io.sampo.state.cache;

import org.jspecify.annotations.NullMarked;
