/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The operators that join streams. For the engine, not for users. Start with {@link
 * io.sampo.operators.join.IntervalJoinOperator}.
 *
 * <p>Everything here is confined to the subtask's thread.
 */
@NullMarked
package io.sampo.operators.join;

import org.jspecify.annotations.NullMarked;
