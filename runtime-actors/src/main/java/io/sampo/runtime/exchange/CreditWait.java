/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import java.util.function.BooleanSupplier;

/**
 * Waits, in the middle of a user function's {@code collect}, for a slower receiver. The one place
 * where a subtask's thread may stand still, so a simulator can hold it.
 */
public interface CreditWait {
    /**
     * Returns once {@code ready} is true; it is asked again whenever {@link #signal()} was called.
     *
     * @throws io.sampo.core.error.StreamException with {@code CANCELLED} when the subtask is
     *     cancelled
     */
    void await(BooleanSupplier ready);

    /** Makes the waiting thread, if there is one, ask again. Called from any thread. */
    void signal();
}
