/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SubtaskPool} has still to run: without a bound, first in, first out. Thread-safe.
 *
 * <p>It wakes a thread for a task only if fewer run than there may at once; else one of those takes
 * it when its own has ended. More threads than cores would hold each other up for as long as the
 * system lets one of them have a core, and to wake a thread takes longer than many a task
 * (docs/design/0022). Of those that wait it wakes the one that began last. Only where none has
 * taken a task for {@value #STALLED_MILLIS} ms, since all that run wait for something without
 * saying so, another one is woken.
 *
 * <p>Guarded by its monitor, which is part of the virtual machine. The locks of {@code
 * java.util.concurrent} are Java code that the JVM's compiler puts into each caller: 0.2 s of
 * processor time in the middle of a job (docs/design/0019).
 */
final class TaskQueue extends AbstractQueue<Runnable> implements BlockingQueue<Runnable> {
    private static final long FOREVER = Long.MAX_VALUE;
    private static final long STALLED_MILLIS = 5;
    private static final long STALLED_NANOS = TimeUnit.MILLISECONDS.toNanos(STALLED_MILLIS);

    /** Linked: an array that finds no memory to grow loses all that is in it. */
    @SuppressWarnings("JdkObsolete") // ArrayDeque counts as empty after an OutOfMemoryError in add
    private final Queue<Runnable> tasks = new LinkedList<>();

    private final LongSupplier nanoTime;

    /** The thread that began to wait last; it links to the one before. */
    private @Nullable Waiter last;

    private int atOnce;

    /**
     * The tasks that {@link #take} and {@link #poll(long, TimeUnit)} gave out or that have begun,
     * and that have not ended; and the threads that were woken for one.
     */
    private int running;

    /** When a thread last took a task, or was woken for one. */
    private long progressNanos;

    /** Creates an empty one; {@code atOnce} of its tasks are to run at a time. */
    TaskQueue(int atOnce) {
        this(atOnce, System::nanoTime);
    }

    /** Creates one that learns from {@code nanoTime} how long no task was taken. */
    TaskQueue(int atOnce, LongSupplier nanoTime) {
        this.atOnce = atOnce;
        this.nanoTime = nanoTime;
        progressNanos = nanoTime.getAsLong();
    }

    /** Says how many tasks are to run at a time from now on. */
    void setAtOnce(int atOnce) {
        Thread woken;
        synchronized (this) {
            this.atOnce = atOnce;
            woken = choose();
        }
        LockSupport.unpark(woken);
    }

    /** Is told by its thread that a task begins, also if that has not got it from here. */
    synchronized void begun() {
        Waiter waiter = waiter();
        if (!waiter.hasTask) {
            running++;
        }
        waiter.hasTask = false;
    }

    /** Is told that a task has ended, by its thread, which asks for the next one or leaves. */
    synchronized void ended() {
        running--;
    }

    private void left(Waiter waiter) {
        Thread woken;
        synchronized (this) {
            if (waiter.hasTask) {
                waiter.hasTask = false;
                running--;
            }
            woken = choose();
        }
        LockSupport.unpark(woken);
    }

    /** Returns who is to be woken; null if nobody has to, which can be woken without harm. */
    private @Nullable Thread choose() {
        Waiter chosen = last;
        if (chosen == null || tasks.isEmpty() || !isRoom()) {
            return null;
        }
        last = chosen.before;
        chosen.before = null;
        chosen.waits = false;
        running++;
        progressNanos = nanoTime.getAsLong();
        return chosen.thread;
    }

    private boolean isRoom() {
        return running < atOnce || nanoTime.getAsLong() - progressNanos > STALLED_NANOS;
    }

    @Override
    public boolean offer(Runnable task) {
        Thread woken;
        synchronized (this) {
            tasks.add(task);
            woken = choose();
        }
        LockSupport.unpark(woken);
        return true;
    }

    @Override
    public Runnable take() throws InterruptedException {
        return Objects.requireNonNull(await(FOREVER), "waits until there is one");
    }

    @Override
    public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        return await(unit.toNanos(timeout));
    }

    private @Nullable Runnable await(long nanos) throws InterruptedException {
        Waiter waiter = waiter();
        long begun = System.nanoTime();
        synchronized (this) {
            if (!tasks.isEmpty() && isRoom()) {
                running++;
                return taken(waiter);
            }
            add(waiter);
        }
        while (true) {
            long left = nanos == FOREVER ? FOREVER : nanos - (System.nanoTime() - begun);
            if (left == FOREVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
            synchronized (this) {
                if (!waiter.waits) {
                    if (!tasks.isEmpty()) {
                        return taken(waiter);
                    }
                    running--;
                    add(waiter);
                }
                boolean interrupted = Thread.interrupted();
                if (interrupted || left <= 0) {
                    remove(waiter);
                    if (interrupted) {
                        throw new InterruptedException();
                    }
                    return null;
                }
            }
        }
    }

    private Waiter waiter() {
        Thread thread = Thread.currentThread();
        Waiter waiter = thread instanceof Taker taker ? taker.waiter() : new Waiter(thread);
        waiter.queue = this;
        return waiter;
    }

    private Runnable taken(Waiter waiter) {
        waiter.hasTask = true;
        progressNanos = nanoTime.getAsLong();
        return tasks.remove();
    }

    private void add(Waiter waiter) {
        waiter.waits = true;
        waiter.before = last;
        last = waiter;
    }

    private void remove(Waiter waiter) {
        if (last == waiter) {
            last = waiter.before;
        } else {
            Waiter after = last;
            while (after != null && after.before != waiter) {
                after = after.before;
            }
            if (after != null) {
                after.before = waiter.before;
            }
        }
        waiter.before = null;
    }

    @Override
    public boolean offer(Runnable task, long timeout, TimeUnit unit) {
        return offer(task);
    }

    @Override
    public void put(Runnable task) {
        offer(task);
    }

    @Override
    public synchronized @Nullable Runnable poll() {
        return tasks.poll();
    }

    @Override
    public synchronized @Nullable Runnable peek() {
        return tasks.peek();
    }

    @Override
    public synchronized boolean remove(Object task) {
        return tasks.remove(task);
    }

    @Override
    public synchronized int size() {
        return tasks.size();
    }

    @Override
    public int remainingCapacity() {
        return Integer.MAX_VALUE;
    }

    /** Over what is there now. */
    @Override
    public synchronized Iterator<Runnable> iterator() {
        Iterator<Runnable> now = List.copyOf(tasks).iterator();
        return new Iterator<>() {
            private @Nullable Runnable last;

            @Override
            public boolean hasNext() {
                return now.hasNext();
            }

            @Override
            public Runnable next() {
                Runnable next = now.next();
                last = next;
                return next;
            }

            @Override
            public void remove() {
                TaskQueue.this.remove(Objects.requireNonNull(last, "next comes first"));
            }
        };
    }

    @Override
    public int drainTo(Collection<? super Runnable> into) {
        return drainTo(into, Integer.MAX_VALUE);
    }

    @Override
    public synchronized int drainTo(Collection<? super Runnable> into, int most) {
        int drained = 0;
        while (drained < most && !tasks.isEmpty()) {
            into.add(tasks.remove());
            drained++;
        }
        return drained;
    }

    /** A thread that takes tasks again and again. */
    interface Taker {
        /** Returns what the queue knows of this thread. */
        Waiter waiter();
    }

    /**
     * What a queue knows of a thread, guarded by its monitor. Made with the thread: to wait must
     * not need memory.
     */
    static final class Waiter {
        private final Thread thread;

        /** The queue that it was last used with; its thread alone sets and reads it. */
        private @Nullable TaskQueue queue;

        private @Nullable Waiter before;

        /** Set while it waits, and cleared by who wakes it to take a task. */
        private boolean waits;

        /** Whether it has taken a task that has not begun. */
        private boolean hasTask;

        Waiter(Thread thread) {
            this.thread = thread;
        }

        /**
         * Says that the thread asks for no more tasks, as its last act: another one may have to run
         * instead, also of a task that this one took but did not begin.
         */
        void leave() {
            if (queue != null) {
                queue.left(this);
            }
        }
    }
}
