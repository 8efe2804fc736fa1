/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.network;

import io.sampo.runtime.exchange.CreditWait;
import io.sampo.runtime.exchange.Doorbell;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Lets the thread that made it sleep until it is rung, as a subtask does. */
final class ThreadBell implements Doorbell, CreditWait {
    private final Thread thread = Thread.currentThread();
    private volatile boolean asleep;

    @Override
    public void await(BooleanSupplier ready) {
        while (true) {
            asleep = true;
            if (ready.getAsBoolean()) {
                asleep = false;
                return;
            }
            LockSupport.park(this);
        }
    }

    @Override
    public void signal() {
        ring();
    }

    @Override
    public void ring() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }
}
