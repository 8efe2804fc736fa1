/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.kafka.common.utils.Exit;

/** What is to be undone at the end: what was done last comes first, and each thing once. */
final class Undo implements AutoCloseable {
    private final Deque<Runnable> steps = new ConcurrentLinkedDeque<>();

    /** Undoes it on Ctrl-C, too. */
    void alsoAtShutdown() {
        Exit.addShutdownHook("clickstream", this::close);
    }

    /** Adds a step, which may be called on another thread. */
    void add(Runnable step) {
        steps.push(step);
    }

    @Override
    public void close() {
        for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
            step.run();
        }
    }
}
