/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.runtime.exchange.Doorbell;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes one subtask. Rung from any thread, usually while the subtask is awake: then it costs two
 * volatile reads.
 */
final class SubtaskBell implements Doorbell {
    private final ParkedWait wait;
    private final AtomicBoolean awake = new AtomicBoolean(true);
    private volatile Runnable turn = () -> {};

    SubtaskBell(ParkedWait wait) {
        this.wait = wait;
    }

    /** Sets what makes the subtask take a turn. The subtask counts as awake until it sleeps. */
    void connect(Runnable askForTurn) {
        turn = askForTurn;
    }

    @Override
    public void ring() {
        wait.signal();
        if (wake()) {
            askForTurn();
        }
    }

    /** Returns whether the subtask slept; then whoever woke it asks for its turn. */
    boolean wake() {
        return !awake.get() && awake.compareAndSet(false, true);
    }

    /** Asks for a turn of the subtask, which is awake. */
    void askForTurn() {
        turn.run();
    }

    /** From now on a ring asks for a turn. The subtask must look once more for work after this. */
    void sleep() {
        awake.set(false);
    }
}
