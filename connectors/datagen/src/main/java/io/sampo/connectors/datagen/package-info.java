/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Generated records, the same in every run: for demonstrations, tests and measurements. {@link
 * io.sampo.connectors.datagen.DataGenEnumerator} deals out residue classes of the indices, {@link
 * io.sampo.connectors.datagen.DataGenReader} makes the records on the subtask's thread. Start with
 * {@link io.sampo.connectors.datagen.DataGenSource}.
 */
@NullMarked
package io.sampo.connectors.datagen;

import org.jspecify.annotations.NullMarked;
