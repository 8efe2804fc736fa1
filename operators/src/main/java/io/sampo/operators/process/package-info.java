/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The operators that run the functions of {@link io.sampo.operators.function}, and what they and others
 * (windows) are made of: timers, the surroundings of functions, watermarks in checkpoints. A package of
 * its own beside the functions, since operators know chains, and chains know functions. For the engine,
 * not for users. Start with {@link io.sampo.operators.process.KeyedProcessOperator}.
 *
 * <p>Everything here is confined to the subtask's thread.
 */
@NullMarked
package io.sampo.operators.process;

import org.jspecify.annotations.NullMarked;
