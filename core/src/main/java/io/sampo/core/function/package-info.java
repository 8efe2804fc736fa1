/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Functions that both state and operators call. The others are in {@code operators.function}. All
 * are serializable: every subtask works on a copy of its own.
 */
@NullMarked
package io.sampo.core.function;

import org.jspecify.annotations.NullMarked;
