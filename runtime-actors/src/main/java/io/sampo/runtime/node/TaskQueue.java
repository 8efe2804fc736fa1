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
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SubtaskPool} has still to run: without a bound, first in, first out. Thread-safe.
 *
 * <p>Guarded by its monitor, which is part of the virtual machine. The locks of {@code
 * java.util.concurrent} are Java code that the JVM's compiler puts into each caller: 0.2 s of
 * processor time in the middle of a job (docs/design/0019).
 */
final class TaskQueue extends AbstractQueue<Runnable> implements BlockingQueue<Runnable> {
    /** Linked: an array that finds no memory to grow loses all that is in it. */
    @SuppressWarnings("JdkObsolete") // ArrayDeque counts as empty after an OutOfMemoryError in add
    private final Queue<Runnable> tasks = new LinkedList<>();

    @Override
    public synchronized boolean offer(Runnable task) {
        tasks.add(task);
        notify();
        return true;
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
    public synchronized Runnable take() throws InterruptedException {
        while (tasks.isEmpty()) {
            wait();
        }
        return tasks.remove();
    }

    @Override
    public synchronized @Nullable Runnable poll(long timeout, TimeUnit unit)
            throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        while (tasks.isEmpty()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                return null;
            }
            wait(millis);
        }
        return tasks.remove();
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
