/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What runs a {@link io.sampo.operators.sink.Sink} in a subtask. Confined to the subtask's thread. Start
 * with {@link io.sampo.operators.sink.internal.SinkOperator}.
 */
@NullMarked
package io.sampo.operators.sink.internal;

import org.jspecify.annotations.NullMarked;
