/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The worlds that exist, by number: what is serialized into a job finds its own again. */
final class Worlds {
    private static final Map<Long, World> ALL = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    private Worlds() {}

    static long add(World world) {
        long number = COUNT.incrementAndGet();
        ALL.put(number, world);
        return number;
    }

    static World get(long number) {
        World world = ALL.get(number);
        if (world == null) {
            throw new IllegalStateException("The simulation is over");
        }
        return world;
    }

    static void remove(long number) {
        ALL.remove(number);
    }
}
