/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Keeps threads, which outlive jobs, and the jobs' classes apart. A thread inherits the context
 * class loader of the one that makes it, and the protection domains of all classes on its stack;
 * often enough that is a job's thread, in the middle of a user function.
 */
public final class EngineThreads {
    private EngineThreads() {}

    /** Returns what {@code maker} makes, as if the engine alone were there. */
    @SuppressWarnings("removal") // what would come instead does not exist in Java 17
    public static <T> T detached(Supplier<T> maker) {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(EngineThreads.class.getClassLoader());
        try {
            return AccessController.doPrivileged((PrivilegedAction<T>) maker::get);
        } finally {
            current.setContextClassLoader(before);
        }
    }

    /** Starts a thread for one piece of work; it does not keep the JVM alive. */
    public static void startDaemon(Runnable work, String name) {
        Thread thread = detached(() -> new Thread(work, name));
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns an executor whose tasks have the job's class loader, and whose threads then have not.
     */
    public static Executor withLoader(Executor threads, ClassLoader loader) {
        return task ->
                threads.execute(
                        () -> {
                            Thread current = Thread.currentThread();
                            ClassLoader before = current.getContextClassLoader();
                            current.setContextClassLoader(loader);
                            try {
                                task.run();
                            } finally {
                                current.setContextClassLoader(before);
                            }
                        });
    }
}
