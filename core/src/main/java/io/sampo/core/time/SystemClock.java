/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.time;

import java.util.concurrent.locks.LockSupport;

/** The machine's clock; the one place where the JVM is asked for the time. */
enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void rest(long nanos) {
        LockSupport.parkNanos(nanos);
    }
}
