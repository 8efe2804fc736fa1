/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.node;

import io.sampo.runtime.node.EngineThreads;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The one thread of an actor system that is being started. */
final class BootExecutor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    synchronized void execute(Runnable task) {
        tasks.add(task);
        if (!running) {
            running = true;
            EngineThreads.startDaemon(this::runAll, "sampo-simulation-boot");
        }
    }

    private void runAll() {
        Runnable task = next();
        while (task != null) {
            task.run();
            task = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        if (task == null) {
            running = false;
            notifyAll();
        }
        return task;
    }

    /** Returns once nothing is left to do. */
    synchronized void awaitQuiet() {
        while (running) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while a simulation was started");
            }
        }
    }
}
