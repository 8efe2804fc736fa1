/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The contract of sinks, with and without two-phase commit. Start with {@link
 * io.sampo.operators.sink.Sink}.
 */
@NullMarked
package io.sampo.operators.sink;

import org.jspecify.annotations.NullMarked;
