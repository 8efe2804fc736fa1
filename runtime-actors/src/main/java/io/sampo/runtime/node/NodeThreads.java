/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one process beside those of the actor system: for input and output that block, and
 * one for wake-ups. All are daemons.
 */
public final class NodeThreads implements AutoCloseable {
    /**
     * A wake-up comes at the next multiple of this, so that those of one moment cost the thread one
     * sleep: sources that hold a rate ask for tens of thousands in a second.
     */
    private static final long GRID_NANOS = 100_000;

    private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

    private final ExecutorService io;
    private final ScheduledThreadPoolExecutor timer;

    /** Starts no thread yet; they come with the first task. */
    public NodeThreads() {
        // No bound: whoever hands over work would have to do it, and might wait for itself.
        io =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        named("sampo-io"));
        timer = new ScheduledThreadPoolExecutor(1, named("sampo-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Returns where blocking work runs. */
    public Executor io() {
        return io;
    }

    /** Returns the source of wake-ups. */
    public WakeTimer timer() {
        return (nanos, task) -> {
            if (timer.isShutdown()) {
                return () -> {};
            }
            Future<?> wake = timer.schedule(task, toGrid(nanos), TimeUnit.NANOSECONDS);
            return () -> wake.cancel(false);
        };
    }

    private static long toGrid(long nanos) {
        long past = Math.floorMod(System.nanoTime() + nanos, GRID_NANOS);
        return nanos > FOREVER_NANOS || past == 0 ? nanos : nanos + GRID_NANOS - past;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        io.shutdown();
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            String name = prefix + "-" + count.incrementAndGet();
            Thread thread = EngineThreads.detached(() -> new Thread(task, name));
            thread.setDaemon(true);
            return thread;
        };
    }
}
