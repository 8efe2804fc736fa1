/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** The operators behind windows. Confined to the subtask's thread. */
@NullMarked
package io.sampo.operators.window.internal;

import org.jspecify.annotations.NullMarked;
