/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** What is measured, and how. Start with {@link io.sampo.benchmarks.measure.Stopwatch}. */
@NullMarked
package io.sampo.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
