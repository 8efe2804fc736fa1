/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

/**
 * Adds a command to {@code sampo benchmark}; found by {@link java.util.ServiceLoader}. What needs
 * libraries of its own has it in a module of its own.
 */
@FunctionalInterface
public interface BenchmarkProvider {
    /** Returns an object with picocli's {@code @Command}. */
    Object command();
}
