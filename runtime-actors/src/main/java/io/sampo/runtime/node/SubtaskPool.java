/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the subtasks: as many as there are cores, and one more for each that stands still
 * in {@link #blocking}. A fixed pool, because a fork-join pool of two was measured to leave a core
 * idle.
 *
 * <p>When one that stood still goes on, there is one too many. As many of those as there are cores
 * may stay for the next wait, which spares making threads for every frame; the others end with
 * their task.
 */
public final class SubtaskPool extends ThreadPoolExecutor {
    private final TaskQueue queue;
    private final int threads;
    private int blocked;

    /** Creates a pool that keeps {@code threads} of them running. */
    public SubtaskPool(int threads, ThreadFactory factory) {
        this(threads, factory, new TaskQueue(threads));
    }

    private SubtaskPool(int threads, ThreadFactory factory, TaskQueue queue) {
        super(threads, 2 * threads, 10, TimeUnit.SECONDS, queue, factory);
        this.queue = queue;
        this.threads = threads;
    }

    /** Returns a factory of threads that know their pool. */
    public static ThreadFactory threadFactory(ThreadFactory names) {
        return task -> {
            String name = names.newThread(() -> {}).getName();
            PoolThread thread = EngineThreads.detached(() -> new PoolThread(task, name));
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Runs something that may wait. On a thread of a pool, another one is there meanwhile; on any
     * other thread, or within another call of this method, it just runs.
     */
    public static <T> T blocking(Callable<T> work) throws Exception {
        if (Thread.currentThread() instanceof PoolThread thread
                && thread.pool != null
                && !thread.blocking) {
            SubtaskPool pool = thread.pool;
            thread.blocking = true;
            pool.compensate(1);
            try {
                return work.call();
            } finally {
                pool.compensate(-1);
                thread.blocking = false;
            }
        }
        return work.call();
    }

    /**
     * Lets another thread run in place of one that is in the middle of a task and may never get to
     * its end: code that cannot be interrupted would take a core from all jobs of this JVM. Ends
     * with the task, should it end. Called from any thread, while the task cannot end.
     */
    static void doWithout(Thread stuck) {
        if (stuck instanceof PoolThread thread
                && thread.pool != null
                && thread.replaced.compareAndSet(false, true)) {
            thread.pool.compensate(1);
        }
    }

    private synchronized void compensate(int change) {
        blocked += change;
        try {
            if (change > 0) {
                setMaximumPoolSize(2 * threads + blocked);
                setCorePoolSize(threads + blocked);
            } else {
                setCorePoolSize(threads + blocked);
                setMaximumPoolSize(2 * threads + blocked);
            }
        } catch (OutOfMemoryError noThread) {
            // It goes on with those that are there; the next task tries once more.
        } finally {
            queue.setAtOnce(threads + blocked);
        }
    }

    /** Where no thread can be made, those that are there run the task. */
    @Override
    public void execute(Runnable task) {
        try {
            super.execute(task);
        } catch (OutOfMemoryError noThread) {
            if (getPoolSize() == 0) {
                throw noThread;
            }
            queue.add(task);
        }
        try {
            // The only thread may have begun to stand still while the task went into the queue:
            // neither found then that another one was needed.
            prestartCoreThread();
        } catch (OutOfMemoryError noThread) {
            // As above; the task is in the queue.
        }
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        if (thread instanceof PoolThread own && own.pool == null) {
            own.pool = this;
        }
        queue.begun();
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable failure) {
        if (Thread.currentThread() instanceof PoolThread own
                && own.replaced.compareAndSet(true, false)) {
            compensate(-1);
        }
        // At last: should anything above fail, all of this is called once more.
        queue.ended();
    }

    /** A thread that knows which pool it belongs to. */
    private static final class PoolThread extends Thread implements TaskQueue.Taker {
        private final TaskQueue.Waiter waiter = new TaskQueue.Waiter(this);

        /** Set by itself before its first task. */
        private @Nullable SubtaskPool pool;

        /** Used by itself alone. */
        private boolean blocking;

        /** Whether another one runs in its place until its task ends. */
        private final AtomicBoolean replaced = new AtomicBoolean();

        PoolThread(Runnable task, String name) {
            super(task, name);
        }

        @Override
        public TaskQueue.Waiter waiter() {
            return waiter;
        }

        @Override
        public void run() {
            try {
                super.run();
            } finally {
                waiter.leave();
            }
        }
    }
}
