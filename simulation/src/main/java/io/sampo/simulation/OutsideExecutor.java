/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Runs what belongs to the outside world, such as the server that an asynchronous function asks:
 * each task after a while of virtual time. May be used in functions.
 */
public final class OutsideExecutor implements Executor, Serializable {
    private static final long serialVersionUID = 1L;

    private final long world;
    private final Duration longest;

    OutsideExecutor(long world, Duration longest) {
        this.world = world;
        this.longest = longest;
    }

    @Override
    public void execute(Runnable task) {
        Worlds.get(world).later(task, longest);
    }
}
