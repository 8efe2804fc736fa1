/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import java.io.Serializable;
import org.HdrHistogram.Histogram;

/**
 * How late events came, counted from when they were due. Used by one thread; parallel sinks keep
 * one each and {@linkplain #merge merge} them at the end.
 */
public final class Latencies implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1000;

    private final Histogram nanos = new Histogram(DIGITS);
    private long events;

    /** Creates an empty one. */
    public Latencies() {}

    /** Counts an event that has come now. */
    public void add(Due due) {
        events++;
        if (due.recorded()) {
            nanos.recordValue(Math.max(0, System.nanoTime() - due.dueNanos()));
        }
    }

    /** Adds what another sink has seen. */
    public void merge(Latencies other) {
        nanos.add(other.nanos);
        events += other.events;
    }

    /** Returns the number of all events, also of those that are not recorded. */
    public long events() {
        return events;
    }

    /** Returns the microseconds that so many of a hundred of the recorded events did not exceed. */
    public double micros(double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
}
