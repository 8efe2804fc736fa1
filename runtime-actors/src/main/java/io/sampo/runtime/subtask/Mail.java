/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Tasks that other threads left for the subtask's; run between elements. */
final class Mail implements Executor {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Runnable wakeUp;

    Mail(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wakeUp.run();
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    void runAll() {
        @Nullable Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }
}
