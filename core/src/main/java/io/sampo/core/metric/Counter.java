/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

import java.util.concurrent.atomic.AtomicLong;

/** A number that only grows. Written by one thread, read by any. */
public final class Counter {
    private final AtomicLong value = new AtomicLong();

    /** Adds one. */
    public void increment() {
        add(1);
    }

    /** Adds {@code amount}. A plain read and an ordered write: there is one writer. */
    public void add(long amount) {
        value.lazySet(value.getPlain() + amount);
    }

    /** Returns the sum so far. */
    public long value() {
        return value.get();
    }
}
