/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** The jobs that the engine is simulated with, by name. Their input is decided by the seed. */
public final class Catalogue {
    private static final Map<String, LongFunction<KnownJob>> JOBS =
            new TreeMap<>(
                    Map.of(
                            "async", AsyncCalls::job,
                            "broadcast", Broadcasts::job,
                            "bursts", Bursts::job,
                            "files", Files::job,
                            "join", Joins::job,
                            "sessions", Sessions::job,
                            "timers", Timers::job,
                            "windows", Windows::job));

    private Catalogue() {}

    /** Returns the names of all jobs. */
    public static List<String> names() {
        return List.copyOf(JOBS.keySet());
    }

    /**
     * Returns a job.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static KnownJob job(String name, long seed) {
        LongFunction<KnownJob> maker = JOBS.get(name);
        if (maker == null) {
            throw new IllegalArgumentException(
                    "There is no such job: job=" + name + ". Take one of " + names() + ".");
        }
        return maker.apply(seed);
    }
}
