/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Tasks that other threads left for the subtask's; run between elements. */
final class Mail implements Executor {
    /** So that tasks that come without end let records, barriers and commands through. */
    private static final int TASKS_PER_TURN = 256;

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

    /** Runs what is there; what is left over, or comes meanwhile, is for the next turn. */
    void runSome() {
        for (int i = 0; i < TASKS_PER_TURN; i++) {
            @Nullable Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            task.run();
        }
    }
}
