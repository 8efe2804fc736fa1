/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.job;

import java.util.List;

/**
 * A program that {@code sampo run NAME} starts: found by {@link java.util.ServiceLoader}, so named
 * in {@code META-INF/services/io.sampo.operators.job.StreamProgram}. Has a public constructor
 * without parameters.
 */
public interface StreamProgram {
    /** Returns the name to start it by, such as {@code flight-delays}. */
    String name();

    /** Returns one line for the list of programs. */
    String summary();

    /** Returns the options that it takes. */
    List<ProgramOption> options();

    /**
     * Runs to the end; called once, on the main thread.
     *
     * @throws io.sampo.core.error.StreamException whose message is shown to the user
     * @throws Exception anything else is shown with its stack
     */
    void run(ProgramArguments arguments) throws Exception;
}
