/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.operators.stream.StreamEnvironment;

/** The job of a simulation. */
@FunctionalInterface
public interface SimulatedJob {
    /**
     * Builds the job, anew for each start of its process. May set what it likes; without that,
     * operators have two subtasks and there is a checkpoint every 50 ms of virtual time. Sources
     * must come from {@code world}, or at least not use threads or files of their own. What sinks
     * of your own write to comes from {@link SimulatedWorld#store}: anything else would still be
     * there in the next history.
     *
     * @throws Exception to end the simulation
     */
    void build(StreamEnvironment environment, SimulatedWorld world) throws Exception;
}
