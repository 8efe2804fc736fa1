/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.time.Clock;
import io.sampo.runtime.exchange.CreditWait;
import java.util.function.BooleanSupplier;

/** Measures how long a subtask stands still for credit. Confined to it, but for signals. */
final class TimedWait implements CreditWait {
    private final CreditWait wait;
    private final Clock clock;
    private long nanos;

    TimedWait(CreditWait wait, Clock clock) {
        this.wait = wait;
        this.clock = clock;
    }

    @Override
    public void await(BooleanSupplier ready) {
        long start = clock.nanoTime();
        try {
            wait.await(ready);
        } finally {
            nanos += clock.nanoTime() - start;
        }
    }

    @Override
    public void signal() {
        wait.signal();
    }

    /** Returns how long all waits took together. */
    long nanos() {
        return nanos;
    }
}
