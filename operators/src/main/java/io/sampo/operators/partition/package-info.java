/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * How records are dealt out to the subtasks of the next chain. Start with {@link
 * io.sampo.operators.partition.Partitioner}.
 */
@NullMarked
package io.sampo.operators.partition;

import org.jspecify.annotations.NullMarked;
