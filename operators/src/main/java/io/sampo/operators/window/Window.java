/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

/**
 * A finite group of the records of one key. Immutable, with {@code equals} and {@code hashCode}.
 */
public interface Window {
    /** Returns the last millisecond that belongs to the window; its results have this timestamp. */
    long maxTimestamp();
}
