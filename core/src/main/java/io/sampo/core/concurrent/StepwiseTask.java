/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Work that is done step by step by whatever threads an executor has, never two steps at a time.
 * Between two steps it makes way for what others have to do. Thread-safe.
 *
 * <p>What only steps touch needs no lock: each step sees what the one before did.
 */
public final class StepwiseTask {
    private final Executor executor;
    private final BooleanSupplier step;

    /** How often work was asked for since the task began; 0 while there is nothing to do. */
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * Creates a task with nothing to do yet.
     *
     * @param executor runs the steps
     * @param step does one thing and returns whether there is more to do at once; may block as long
     *     as the executor's threads may, and must not throw: no step would follow
     */
    public StepwiseTask(Executor executor, BooleanSupplier step) {
        this.executor = executor;
        this.step = step;
    }

    /** Makes sure that a step begins after this call. From any thread, also from a step. */
    public void schedule() {
        if (calls.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    private void run() {
        int seen = calls.get();
        boolean goesOn = step.getAsBoolean();
        if (goesOn || calls.addAndGet(-seen) != 0) {
            executor.execute(this::run);
        }
    }
}
