/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The operators with two inputs that run the functions of {@link io.sampo.operators.function} on
 * connected streams. For the engine, and for tests of such functions with the test kit. Start with {@link
 * io.sampo.operators.connect.KeyedCoProcessOperator}.
 *
 * <p>Everything here is confined to the subtask's thread.
 */
@NullMarked
package io.sampo.operators.connect;

import org.jspecify.annotations.NullMarked;
