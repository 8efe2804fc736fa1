/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * State that is larger than the memory that it may take. Start with {@link
 * io.sampo.systemtests.memory.MemoryIT}.
 */
package io.sampo.systemtests.memory;
