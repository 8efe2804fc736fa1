/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import io.sampo.core.function.AggregateFunction;

/** Counts flights, sums delays and counts those delayed by more than 15 minutes. */
final class DelayStatistics
        implements AggregateFunction<Flight, DelayStatistics.Sums, DelayStatistics.Sums> {
    private static final long serialVersionUID = 1L;
    private static final int DELAYED_MINUTES = 15;

    /** The accumulator. */
    record Sums(long flights, long delayMinutes, long delayed) {
        double meanDelay() {
            return (double) delayMinutes / flights;
        }

        double delayedShare() {
            return (double) delayed / flights;
        }
    }

    @Override
    public Sums createAccumulator() {
        return new Sums(0, 0, 0);
    }

    @Override
    public Sums add(Flight flight, Sums sums) {
        return new Sums(
                sums.flights + 1,
                sums.delayMinutes + flight.delay(),
                sums.delayed + (flight.delay() > DELAYED_MINUTES ? 1 : 0));
    }

    @Override
    public Sums getResult(Sums sums) {
        return sums;
    }

    @Override
    public Sums merge(Sums left, Sums right) {
        return new Sums(
                left.flights + right.flights,
                left.delayMinutes + right.delayMinutes,
                left.delayed + right.delayed);
    }
}
