/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gets several files at a time: what is far away takes its time on the way. The caller does its
 * share, so that nothing waits for threads that there may not be.
 */
final class FileFetches {
    private static final int MOST_HELPERS = 7;

    private final Queue<Runnable> left;
    private final CountDownLatch unfinished;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private FileFetches(Collection<Runnable> fetches) {
        left = new ConcurrentLinkedQueue<>(fetches);
        unfinished = new CountDownLatch(fetches.size());
    }

    /**
     * Runs all, and waits for them.
     *
     * @throws RuntimeException or error of the first that fails; what has not begun then never does
     */
    static void run(Collection<Runnable> fetches, Executor helpers) {
        FileFetches all = new FileFetches(fetches);
        for (int i = 0; i < Math.min(MOST_HELPERS, fetches.size() - 1); i++) {
            helpers.execute(all::help);
        }
        all.help();
        all.awaitHelpers();
        Throwable failed = all.failure.get();
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void help() {
        for (Runnable next = left.poll(); next != null; next = left.poll()) {
            try {
                if (failure.get() == null) {
                    next.run();
                }
            } catch (RuntimeException | Error failed) {
                failure.compareAndSet(null, failed);
            } finally {
                unfinished.countDown();
            }
        }
    }

    /** An interrupt is kept for later: nobody may write where others clean up. */
    private void awaitHelpers() {
        boolean interrupted = false;
        while (true) {
            try {
                unfinished.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
