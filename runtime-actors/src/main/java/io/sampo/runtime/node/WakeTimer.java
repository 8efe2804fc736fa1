/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

/**
 * Calls back after a time, from a thread of its own: to a tenth of a millisecond, which is finer
 * than the actor system's scheduler.
 */
@FunctionalInterface
public interface WakeTimer {
    /**
     * Runs {@code task}, which must be short and must not block, once {@code nanos} have passed.
     *
     * @return makes sure that it does not run, if it has not begun
     */
    Runnable after(long nanos, Runnable task);
}
