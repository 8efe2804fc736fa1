/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Calls to other systems that answer later. Start with {@link
 * io.sampo.operators.async.AsyncFunction}, or {@link io.sampo.operators.async.AsyncLookup} for a
 * join with what another system knows. Functions are called on the subtask's thread; answers may
 * come on any.
 */
@NullMarked
package io.sampo.operators.async;

import org.jspecify.annotations.NullMarked;
