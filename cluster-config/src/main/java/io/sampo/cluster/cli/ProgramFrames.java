/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves of a failure's stack what belongs to the program, and not how the command called it. */
final class ProgramFrames {
    /** Those that call programs, with the classes in them. */
    private static final List<String> CALLERS =
            List.of(JarProgram.class.getName(), RunCommand.class.getName());

    private static final List<String> REFLECTION = List.of("java.lang.reflect.", "jdk.internal.");

    private ProgramFrames() {}

    /** Cuts the stacks of a failure and of all that it came of, those of one in a command not. */
    static void keep(Throwable failure) {
        keep(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void keep(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return;
        }
        StackTraceElement[] frames = failure.getStackTrace();
        int own = 0;
        while (own < frames.length && !isCaller(frames[own])) {
            own++;
        }
        if (own < frames.length) {
            while (own > 0 && isReflection(frames[own - 1])) {
                own--;
            }
            if (own > 0) {
                failure.setStackTrace(Arrays.copyOf(frames, own));
            }
        }
        keep(failure.getCause(), seen);
        for (Throwable suppressed : failure.getSuppressed()) {
            keep(suppressed, seen);
        }
    }

    private static boolean isCaller(StackTraceElement frame) {
        return CALLERS.stream()
                .anyMatch(name -> (frame.getClassName() + "$").startsWith(name + "$"));
    }

    private static boolean isReflection(StackTraceElement frame) {
        return REFLECTION.stream().anyMatch(frame.getClassName()::startsWith);
    }
}
