/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.sort;

/** Makes calls that may block, on the same thread. */
@FunctionalInterface
public interface BlockingCalls {
    /** Makes the call. */
    void run(Runnable call);
}
