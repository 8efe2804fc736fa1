/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

/**
 * An event that was due at a certain time.
 *
 * @param key its key
 * @param dueNanos when it was due, on the clock of {@link System#nanoTime()}
 * @param recorded whether it is past the warm-up
 */
public record Due(long key, long dueNanos, boolean recorded) {}
