/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import io.sampo.core.time.ManualClock;
import io.sampo.runtime.node.WakeTimer;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Wake-ups that come when a test moves its clock with {@link #advance}. */
public final class ManualWakeTimer implements WakeTimer {
    private final ManualClock clock;
    private final PriorityQueue<Wake> wakes =
            new PriorityQueue<>(Comparator.comparingLong(Wake::dueNanos));

    private record Wake(long dueNanos, Runnable task) {}

    /** Creates a timer that goes by {@code clock}. */
    public ManualWakeTimer(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Runnable after(long nanos, Runnable task) {
        Wake wake = new Wake(clock.nanoTime() + Math.max(0, nanos), task);
        if (wake.dueNanos < 0) {
            // Beyond the end of time.
            return () -> {};
        }
        wakes.add(wake);
        return () -> wakes.remove(wake);
    }

    /** Moves the clock and wakes whoever is due, each at its time. */
    public void advance(Duration step) {
        long end = clock.nanoTime() + step.toNanos();
        Wake next = wakes.peek();
        while (next != null && next.dueNanos <= end) {
            wakes.poll();
            clock.advance(Duration.ofNanos(Math.max(0, next.dueNanos - clock.nanoTime())));
            next.task.run();
            next = wakes.peek();
        }
        clock.advance(Duration.ofNanos(end - clock.nanoTime()));
    }

    /** Returns how many wake-ups are set. */
    public int size() {
        return wakes.size();
    }
}
