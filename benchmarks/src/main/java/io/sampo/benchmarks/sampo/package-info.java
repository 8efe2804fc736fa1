/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** The workloads as jobs of this engine, written as its documentation advises. */
@NullMarked
package io.sampo.benchmarks.sampo;

import org.jspecify.annotations.NullMarked;
