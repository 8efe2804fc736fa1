/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the subtasks: as many as there are cores, and one more for each that stands still in
 * {@link #blocking}. A fixed pool, because a fork-join pool of two was measured to leave a core idle.
 */
public final class SubtaskPool extends ThreadPoolExecutor {
    private int blocked;
    private final int threads;

    /** Creates a pool that keeps {@code threads} of them running. */
    public SubtaskPool(int threads, ThreadFactory factory) {
        super(threads, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        this.threads = threads;
    }

    /** Returns a factory of threads that know their pool. */
    public static ThreadFactory threadFactory(ThreadFactory names) {
        return task -> {
            String name = names.newThread(() -> {}).getName();
            PoolThread thread = new PoolThread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Runs something that may wait. On a thread of a pool, another one is there meanwhile; on any other
     * thread it just runs.
     */
    public static <T> T blocking(Callable<T> work) throws Exception {
        if (Thread.currentThread() instanceof PoolThread thread && thread.pool != null) {
            SubtaskPool pool = thread.pool;
            pool.compensate(1);
            try {
                return work.call();
            } finally {
                pool.compensate(-1);
            }
        }
        return work.call();
    }

    private synchronized void compensate(int change) {
        blocked += change;
        setCorePoolSize(threads + blocked);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        if (thread instanceof PoolThread own && own.pool == null) {
            own.pool = this;
        }
    }

    /** A thread that knows which pool it belongs to. */
    private static final class PoolThread extends Thread {
        private volatile @org.jspecify.annotations.Nullable SubtaskPool pool;

        PoolThread(Runnable task, String name) {
            super(task, name);
        }
    }
}
