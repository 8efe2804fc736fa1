/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** Snapshots of programs that have changed since, stored in the repository. */
@NullMarked
package io.sampo.state.evolution;

import org.jspecify.annotations.NullMarked;
