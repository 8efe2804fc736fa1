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

    /** When the thread looks by itself or since it was woken; 0 while it is awake. */
    private long sleepsUntil;

    /** Up to this time it sleeps no longer than until then; used by the thread alone. */
    private long lingersUntil;

    /** Starts no thread yet; it comes with the first wake-up. */
    GridTimer(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public Runnable after(long nanos, Runnable task) {
        Thread sleeper = null;
        Runnable cancel;
        synchronized (this) {
            if (closed) {
                return () -> {};
            }
            Wake wake = new Wake(onGrid(now(), nanos), nextOrder++, task);
            cancel = () -> cancel(wake);
            if (thread == null) {
                Thread made = threads.newThread(this::run);
                made.start();
                thread = made;
            } else if (wake.at < sleepsUntil) {
                sleepsUntil = wake.at;
                sleeper = thread;
            }
            // At last: who gets an error instead of a way to cancel is not woken.
            wakes.add(wake);
        }
        LockSupport.unpark(sleeper);
        return cancel;
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
            // With this flag set no thread sleeps. Whoever set it did not mean this one.
            Thread.interrupted();
            try {
                ringOrSleep();
            } catch (Throwable failure) {
                report(failure);
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void ringOrSleep() {
        Wake due;
        long until;
        synchronized (this) {
            long now = now();
            Wake first = wakes.isEmpty() ? null : wakes.first();
            due = first != null && first.at <= now ? first : null;
            until = first == null ? NEVER : first.at;
            if (now < lingersUntil) {
                until = Math.min(until, lingersUntil);
            }
            sleepsUntil = due == null ? until : 0;
        }
        if (due != null) {
            try {
                due.task.run();
            } finally {
                cancel(due);
                lingersUntil = onGrid(now(), 1);
            }
        } else if (until == NEVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, until - now());
        }
    }

    private static void report(Throwable failure) {
        try {
            LOG.error("A wake-up failed", failure);
        } catch (Throwable unheard) {
            // The thread must go on: who waits for another wake-up would wait for ever.
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
