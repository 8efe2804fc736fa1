/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.io.Serializable;

/**
 * How the functions and sinks of a simulated job get at something outside of it, such as a table of
 * a database, that {@link SimulatedWorld#store} has made. Goes along with them when they are
 * serialized: all copies mean the same store, that of their history.
 *
 * @param <T> what is outside
 */
public final class OutsideStore<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long world;
    private final String name;

    OutsideStore(long world, String name) {
        this.world = world;
        this.name = name;
    }

    /**
     * Returns what is outside. To be asked for at each use, so that a process that is dead changes
     * nothing any more. One that is only cut off from the other nodes goes on until it notices.
     *
     * @throws IllegalStateException if the process that asks is dead, or the simulation is over
     */
    public T get() {
        return Worlds.get(world).reach(name);
    }
}
