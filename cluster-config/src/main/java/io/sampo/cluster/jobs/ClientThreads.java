/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.runtime.node.EngineThreads;
import io.sampo.runtime.node.NodeThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The threads by which programs of this process ask clusters. They outlive each program, and so
 * have nothing of the one whose request started them.
 */
final class ClientThreads {
    private static final NodeThreads THREADS = new NodeThreads();

    private ClientThreads() {}

    /** Runs a task that may block. */
    static Executor io() {
        return THREADS.io();
    }

    /** Runs a task that may block after a while. */
    static void later(Duration delay, Runnable task) {
        THREADS.timer().after(delay.toNanos(), () -> io().execute(task));
    }

    /** Returns what {@code maker} makes, whose threads have nothing of the program either. */
    static <T> T detached(Supplier<T> maker) {
        return EngineThreads.detached(maker);
    }
}
