/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * An operation on keyed state: read the {@link KeyState} of the key, add the value, write it.
 *
 * @param key whose state is updated
 * @param value what is added
 */
public record StateOp(long key, long value) {}
