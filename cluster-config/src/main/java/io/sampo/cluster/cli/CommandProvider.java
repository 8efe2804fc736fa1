/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

/**
 * Adds a command to {@code sampo}; found by {@link java.util.ServiceLoader}. Modules above this
 * one, such as the benchmarks, have theirs there.
 */
@FunctionalInterface
public interface CommandProvider {
    /** Returns an object with picocli's {@code @Command}. */
    Object command();
}
