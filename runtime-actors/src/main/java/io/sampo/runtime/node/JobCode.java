/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A place from which a job's own code is called, by one thread at a time. The thread has the job's
 * class loader as long as it is inside, and can be interrupted then, but never after it has left:
 * it serves other jobs too.
 *
 * <p>Costs a few tens of nanoseconds for each turn; no locks.
 */
public final class JobCode {
    /** Stands for the thread while it is being interrupted, so that it cannot leave meanwhile. */
    private static final Object HELD = new Object();

    private final ClassLoader loader;
    private final AtomicReference<@Nullable Object> inside = new AtomicReference<>();
    private volatile boolean cancelled;
    private @Nullable ClassLoader loaderBefore;

    /** Creates a place where nobody is. */
    public JobCode(ClassLoader loader) {
        this.loader = loader;
    }

    /** The current thread is about to call the job's code. */
    public void enter() {
        Thread current = Thread.currentThread();
        loaderBefore = current.getContextClassLoader();
        current.setContextClassLoader(loader);
        inside.set(current);
    }

    /** The current thread is back. What it was interrupted for is over. */
    public void leave() {
        Thread current = Thread.currentThread();
        while (!inside.compareAndSet(current, null)) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
        current.setContextClassLoader(loaderBefore);
        loaderBefore = null;
    }

    /**
     * Makes {@link #isCancelled} true, for good, and interrupts the thread that is inside. One that
     * enters at the same moment finds out by asking. Called from any thread.
     */
    public void cancel() {
        cancelled = true;
        interrupt(false);
    }

    /** Returns whether nothing more is to be begun; to be asked after {@link #enter}. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Interrupts the thread that is inside, if there is one, once more. It may never come back, so
     * its pool does without it. Called from any thread.
     */
    public void interrupt() {
        interrupt(true);
    }

    private void interrupt(boolean mayNeverComeBack) {
        Object found = inside.get();
        if (found instanceof Thread thread && inside.compareAndSet(thread, HELD)) {
            try {
                thread.interrupt();
                if (mayNeverComeBack) {
                    SubtaskPool.doWithout(thread);
                }
            } finally {
                inside.set(thread);
            }
        }
    }
}
