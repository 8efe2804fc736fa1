/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;

/** What a node has whichever process runs on it: a disk of its own, and a clock that may be off. */
final class Machine {
    private final VirtualScheduler scheduler;
    private final SimulatedFiles disk = new SimulatedFiles();
    private long skewMillis;

    Machine(VirtualScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Returns the disk that no other node sees. */
    SimulatedFiles disk() {
        return disk;
    }

    /** Lets the wall clock jump; it stays off by that. */
    void skew(Duration by) {
        skewMillis += by.toMillis();
    }

    long currentTimeMillis() {
        return scheduler.currentTimeMillis() + skewMillis;
    }
}
