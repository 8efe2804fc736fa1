/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Hosts the split enumerators of sources. {@link io.sampo.runtime.source.EnumeratorActor} sends splits
 * and checkpoint triggers to its readers on the same path, so that the two have an order.
 */
@NullMarked
package io.sampo.runtime.source;

import org.jspecify.annotations.NullMarked;
