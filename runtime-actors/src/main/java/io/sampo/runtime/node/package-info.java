/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The threads of one process: dispatchers, timers, I/O. The only place of the runtime that makes
 * threads. Start with {@link io.sampo.runtime.node.NodeThreads}.
 */
@NullMarked
package io.sampo.runtime.node;

import org.jspecify.annotations.NullMarked;
