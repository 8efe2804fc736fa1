/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Managed memory on the heap: how much objects take ({@link io.sampo.state.memory.HeapSizes}), and how
 * much each backend of a process may take ({@link io.sampo.state.memory.MemoryPool}).
 */
@NullMarked
package io.sampo.state.memory;

import org.jspecify.annotations.NullMarked;
