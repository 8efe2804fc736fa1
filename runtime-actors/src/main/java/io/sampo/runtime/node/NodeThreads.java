/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
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
    private final ExecutorService io;
    private final GridTimer timer;

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
        timer = new GridTimer(named("sampo-timer"));
    }

    /** Returns where blocking work runs. */
    public Executor io() {
        return io;
    }

    /** Returns the source of wake-ups. */
    public WakeTimer timer() {
        return timer;
    }

    @Override
    public void close() {
        timer.close();
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
