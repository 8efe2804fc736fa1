/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wake-ups at the multiples of a tenth of a millisecond, by one thread. Those of one moment cost it
 * one sleep: sources that hold a rate ask for tens of thousands in a second.
 *
 * <p>After a wake-up the thread looks at the next multiple, too, even if nobody has asked for it.
 * Who was woken mostly asks at once, and a thread that sleeps for longer has to be woken for that:
 * an executor of the JDK is, each time (docs/design/0022).
 */
final class GridTimer implements WakeTimer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GridTimer.class);
    private static final long GRID_NANOS = 100_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final ThreadFactory threads;
    private final long originNanos = System.nanoTime();

    // What follows is guarded by this object's monitor. Times are nanoseconds from the origin.

    private final TreeSet<Wake> wakes = new TreeSet<>();
    private @Nullable Thread thread;
    private long nextOrder;
    private boolean closed;

    /** When the thread looks by itself; 0 while it is awake. */
    private long sleepsUntil;

    /** Until when it does not sleep for longer than to there; used by the thread alone. */
    private long lingersUntil;

    /** Starts no thread yet; it comes with the first wake-up. */
    GridTimer(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public Runnable after(long nanos, Runnable task) {
        Wake wake;
        Thread sleeper = null;
        synchronized (this) {
            if (closed) {
                return () -> {};
            }
            wake = new Wake(onGrid(now(), nanos), nextOrder++, task);
            wakes.add(wake);
            if (thread == null) {
                Thread made = threads.newThread(this::run);
                made.start();
                thread = made;
            } else if (wake.at < sleepsUntil) {
                sleepsUntil = 0;
                sleeper = thread;
            }
        }
        LockSupport.unpark(sleeper);
        return () -> cancel(wake);
    }

    /** Returns the first multiple when so many nanoseconds have passed. */
    private static long onGrid(long now, long nanos) {
        if (nanos >= NEVER - now - GRID_NANOS) {
            return NEVER;
        }
        long at = now + Math.max(0, nanos);
        return (at + GRID_NANOS - 1) / GRID_NANOS * GRID_NANOS;
    }

    private long now() {
        return System.nanoTime() - originNanos;
    }

    private synchronized void cancel(Wake wake) {
        wakes.remove(wake);
    }

    private void run() {
        while (!isClosed()) {
            try {
                ringOrSleep();
            } catch (OutOfMemoryError e) {
                // It is still among the wake-ups: who waits for it would wait for ever.
                LockSupport.parkNanos(this, GRID_NANOS);
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void ringOrSleep() {
        long now = now();
        Wake due;
        long until;
        synchronized (this) {
            Wake first = wakes.isEmpty() ? null : wakes.first();
            due = first != null && first.at <= now ? first : null;
            until =
                    Math.min(
                            first == null ? NEVER : first.at,
                            now < lingersUntil ? lingersUntil : NEVER);
            sleepsUntil = due != null ? 0 : until;
        }
        if (due != null) {
            ring(due);
            cancel(due);
            lingersUntil = onGrid(now, 1);
        } else if (until == NEVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, until - now);
        }
    }

    private static void ring(Wake due) {
        try {
            due.task.run();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable bug) {
            LOG.error("A wake-up failed", bug);
        }
    }

    /** What has not been woken by now never is. */
    @Override
    public void close() {
        Thread sleeper;
        synchronized (this) {
            closed = true;
            wakes.clear();
            sleeper = thread;
        }
        LockSupport.unpark(sleeper);
    }

    /** Ordered by time, those of one moment as they were asked for. */
    private record Wake(long at, long order, Runnable task) implements Comparable<Wake> {
        @Override
        public int compareTo(Wake other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
