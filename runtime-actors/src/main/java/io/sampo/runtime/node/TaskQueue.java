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
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SubtaskPool} has still to run: without a bound, first in, first out. Thread-safe.
 *
 * <p>It wakes a thread for a task only if fewer run than there may at once; else one of those takes
 * it, in a moment. More threads than cores would hold each other up for as long as the system lets
 * one of them have a core, and to wake a thread takes longer than many a task (docs/design/0022).
 * Of those that wait it wakes the one that began last.
 *
 * <p>Guarded by its monitor, which is part of the virtual machine. The locks of {@code
 * java.util.concurrent} are Java code that the JVM's compiler puts into each caller: 0.2 s of
 * processor time in the middle of a job (docs/design/0019).
 */
final class TaskQueue extends AbstractQueue<Runnable> implements BlockingQueue<Runnable> {
    private static final long FOREVER = Long.MAX_VALUE;

    /** Linked: an array that finds no memory to grow loses all that is in it. */
    @SuppressWarnings("JdkObsolete") // ArrayDeque counts as empty after an OutOfMemoryError in add
    private final Queue<Runnable> tasks = new LinkedList<>();

    /** One for each thread that has ever waited: to wait must not need memory. */
    private final ThreadLocal<Waiter> own = ThreadLocal.withInitial(Waiter::new);

    /** The thread that began to wait last; it links to the one before. */
    private @Nullable Waiter last;

    private int atOnce;

    /** The tasks that were taken or have begun, and not ended, and the threads woken for one. */
    private int running;

    /** Creates an empty one; {@code atOnce} of its tasks are to run at a time. */
    TaskQueue(int atOnce) {
        this.atOnce = atOnce;
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

    /** Is told that a task begins, by its thread, also if that has not got it from here. */
    synchronized void begun() {
        Waiter waiter = own.get();
        if (!waiter.hasTask) {
            running++;
        }
        waiter.hasTask = false;
    }

    /** Is told that a task has ended, by its thread, which asks for the next one or leaves. */
    synchronized void ended() {
        running--;
    }

    /** Is told that a thread asks for no more tasks: another one may have to do it instead. */
    void left() {
        Thread woken;
        synchronized (this) {
            woken = choose();
        }
        LockSupport.unpark(woken);
    }

    /** Returns who is to be woken, which does no harm if nobody has to. */
    private @Nullable Thread choose() {
        Waiter chosen = last;
        if (chosen == null || tasks.isEmpty() || running >= atOnce) {
            return null;
        }
        last = chosen.before;
        chosen.waits = false;
        running++;
        return chosen.thread;
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
        Waiter waiter = own.get();
        long begun = System.nanoTime();
        synchronized (this) {
            Runnable task = running < atOnce ? tasks.poll() : null;
            if (task != null) {
                running++;
                waiter.hasTask = true;
                return task;
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
                    Runnable task = tasks.poll();
                    if (task != null) {
                        waiter.hasTask = true;
                        return task;
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

    private void add(Waiter waiter) {
        waiter.waits = true;
        waiter.before = last;
        last = waiter;
    }

    private void remove(Waiter waiter) {
        if (last == waiter) {
            last = waiter.before;
            return;
        }
        Waiter after = last;
        while (after != null && after.before != waiter) {
            after = after.before;
        }
        if (after != null) {
            after.before = waiter.before;
        }
    }

    /** A thread that waits, or has waited. Guarded by the queue's monitor. */
    private static final class Waiter {
        final Thread thread = Thread.currentThread();

        @Nullable Waiter before;

        /** Whether it is among those that wait; else it was woken to take a task. */
        boolean waits;

        /** Whether it has taken a task that has not begun. */
        boolean hasTask;
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
}
