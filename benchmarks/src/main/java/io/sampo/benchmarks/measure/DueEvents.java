/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import io.sampo.benchmarks.workload.DueTimes;
import io.sampo.benchmarks.workload.Workload;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The events of a latency workload. Their schedule begins with the first event that is asked for,
 * in whichever reader; all readers of the process share it. Thread-safe.
 */
public final class DueEvents implements Serializable {
    private static final long serialVersionUID = 1L;
    private static volatile @Nullable DueTimes shared;

    private final Workload workload;
    private final long seed;

    /** Creates them, and forgets the schedule of the run before. */
    public DueEvents(Workload workload, long seed) {
        this.workload = workload;
        this.seed = seed;
        shared = null;
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

    /** Returns event {@code index}. */
    public Due event(long index) {
        DueTimes times = times();
        long due = times.due(index);
        return new Due(times.key(index), due, times.isRecorded(due));
    }

    /** Returns for how many nanoseconds event {@code index} is not due yet; 0 or less if it is. */
    public long notDueFor(long index) {
        return times().due(index) - System.nanoTime();
    }
}
