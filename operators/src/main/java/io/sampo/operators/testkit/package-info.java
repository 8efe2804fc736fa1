/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Runs one operator without a job: feed it records, watermarks and time, look at what it emits, store and
 * restore it. For tests of functions and of the engine's own operators. Start with {@link
 * io.sampo.operators.testkit.KeyedHarness} and {@link io.sampo.operators.testkit.OperatorHarness}. For
 * connectors there are {@link io.sampo.operators.testkit.ManualReaderContext} and {@link
 * io.sampo.operators.testkit.ManualSinkContext}.
 */
@NullMarked
package io.sampo.operators.testkit;

import org.jspecify.annotations.NullMarked;
