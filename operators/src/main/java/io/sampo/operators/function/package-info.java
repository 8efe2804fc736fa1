/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The functions that users write. Start with {@link io.sampo.operators.function.MapFunction} and {@link
 * io.sampo.operators.function.KeyedProcessFunction}. Every subtask calls a copy of its own, from one
 * thread at a time.
 */
@NullMarked
package io.sampo.operators.function;

import org.jspecify.annotations.NullMarked;
