/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What keyed state needs of an ordered store of bytes, and how tables are laid out in one. An SPI: a
 * store may be RocksDB, or a tree in a simulator's memory. Start with {@link
 * io.sampo.state.ordered.OrderedStore} and {@link io.sampo.state.ordered.RowKeys}.
 *
 * <p>Stores are thread-safe; iterators, batches and catalogs are confined to one thread.
 */
@NullMarked
package io.sampo.state.ordered;

import org.jspecify.annotations.NullMarked;
