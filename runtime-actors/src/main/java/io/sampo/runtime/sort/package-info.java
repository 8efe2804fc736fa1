/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Sorting of more records than fit into memory: they are serialized, sorted in memory, written to
 * files in sorted runs, and merged. Everything in here is confined to one subtask. Start with {@link
 * io.sampo.runtime.sort.RecordSorter}.
 */
@NullMarked
package io.sampo.runtime.sort;

import org.jspecify.annotations.NullMarked;
