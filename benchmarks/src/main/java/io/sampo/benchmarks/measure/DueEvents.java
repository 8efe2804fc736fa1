/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import io.sampo.benchmarks.workload.DueTimes;
import io.sampo.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * The events of a latency workload. Their schedule begins with the first event that is asked for,
 * in whichever reader; all readers of the process share it. Thread-safe.
 */
public final class DueEvents implements Events<Due> {
    private static final long serialVersionUID = 1L;
    private static volatile @Nullable DueTimes shared;

    private final Workload workload;
    private final long seed;

    private DueEvents(Workload workload, long seed) {
        this.workload = workload;
        this.seed = seed;
    }

    /** Returns the events of a run, whose schedule has not begun. */
    public static DueEvents of(Workload workload, long seed) {
        shared = null;
        return new DueEvents(workload, seed);
    }

    private DueTimes times() {
        DueTimes known = shared;
        return known != null ? known : begin();
    }

    private DueTimes begin() {
        synchronized (DueEvents.class) {
            DueTimes known = shared;
            if (known == null) {
                known = DueTimes.of(workload, seed, System.nanoTime());
                shared = known;
            }
            return known;
        }
    }

    @Override
    public Due event(long index) {
        DueTimes times = times();
        long due = times.due(index);
        return new Due(times.key(index), due, times.isRecorded(due));
    }

    @Override
    public long notDueFor(long index) {
        return times().due(index) - System.nanoTime();
    }
}
