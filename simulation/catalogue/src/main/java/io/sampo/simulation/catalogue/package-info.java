/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** Jobs with known results. Start with {@link io.sampo.simulation.catalogue.Catalogue}. */
@NullMarked
package io.sampo.simulation.catalogue;

import org.jspecify.annotations.NullMarked;
