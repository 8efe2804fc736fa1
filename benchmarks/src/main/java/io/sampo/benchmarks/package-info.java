/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Runs the workloads and prints what they took. Start with {@link
 * io.sampo.benchmarks.BenchmarkCommand}; each figure comes from a JVM of its own ({@link
 * io.sampo.benchmarks.BenchmarkProcess}).
 */
@NullMarked
package io.sampo.benchmarks;

import org.jspecify.annotations.NullMarked;
