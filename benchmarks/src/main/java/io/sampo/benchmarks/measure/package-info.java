/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is measured, and how, the same for each engine and on each engine's class path. Start with
 * {@link io.sampo.benchmarks.measure.EngineProcess}.
 */
@NullMarked
package io.sampo.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
