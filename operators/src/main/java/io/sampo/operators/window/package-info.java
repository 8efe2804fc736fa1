/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Windows: which ones there are, when their results are emitted, and what is computed. Start with {@link
 * io.sampo.operators.window.TumblingEventTimeWindows}, and {@link io.sampo.operators.window.Trigger} for
 * results earlier than at a window's end; {@link io.sampo.operators.window.Evictor} drops records. {@link
 * io.sampo.operators.window.WindowOperatorFactory} and {@link io.sampo.operators.window.WindowSpec} are for the
 * engine, and for tests of triggers, evictors and functions with the test kit.
 */
@NullMarked
package io.sampo.operators.window;

import org.jspecify.annotations.NullMarked;
