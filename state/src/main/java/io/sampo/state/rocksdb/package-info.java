/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Keyed state that may be larger than memory: the object cache of {@link io.sampo.state.cache} over
 * RocksDB, with incremental checkpoints. The only importer of {@code org.rocksdb}. Start with {@link
 * io.sampo.state.rocksdb.RocksStateBackend}.
 *
 * <p>Every native object is closed by the class that made it, in the reverse order, also when opening
 * fails half-way. A store may be used by several threads, and must be closed by its owner alone, after
 * the others have stopped.
 */
@NullMarked
package io.sampo.state.rocksdb;

import org.jspecify.annotations.NullMarked;
