/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/** Wakes a subtask that has nothing to do. Called from any thread; cheap if it is awake. */
@FunctionalInterface
public interface Doorbell {
    /** Makes sure that the subtask looks at its channels once more. */
    void ring();
}
