/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.schedule;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Marks what is logged in a simulation, whoever logs it, with {@code sampo.simulation=true} in the
 * logging context. Faults let the engine log warnings and errors that are meant; a library must not
 * decide what becomes of them, so it is made easy for the logging's configuration.
 */
public final class LogMark {
    private static final String KEY = "sampo.simulation";

    private LogMark() {}

    /** Marks what the current thread logs from now on. */
    static void put() {
        MDC.put(KEY, "true");
    }

    /** Runs something, and marks what the current thread logs meanwhile. */
    public static void during(Runnable task) {
        String before = MDC.get(KEY);
        put();
        try {
            task.run();
        } finally {
            restore(before);
        }
    }

    /** As {@link #during(Runnable)}, with a result. */
    public static <T> T during(Supplier<T> task) {
        String before = MDC.get(KEY);
        put();
        try {
            return task.get();
        } finally {
            restore(before);
        }
    }

    private static void restore(@Nullable String before) {
        if (before == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, before);
        }
    }
}
