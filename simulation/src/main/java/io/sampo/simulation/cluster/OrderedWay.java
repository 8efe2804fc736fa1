/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.simulation.schedule.VirtualScheduler;
import java.util.ArrayDeque;
import java.util.Deque;

/** A way from one node to another: what is sent arrives in its order, each after a while. */
final class OrderedWay {
    private static final int USUAL_NANOS = 300_000;
    private static final int LONGEST_NANOS = 10_000_000;

    /** Of so many things one takes long, and those behind it as well. */
    private static final int ONE_SLOW_IN = 24;

    private final VirtualScheduler scheduler;
    private final Deque<Runnable> underWay = new ArrayDeque<>();
    private long lastNanos;

    /** How many things are in the way. */
    private int blocks;

    /** How many would have arrived if the way were free. */
    private int due;

    OrderedWay(VirtualScheduler scheduler) {
        this.scheduler = scheduler;
    }

    void send(Runnable arrival) {
        boolean slow = scheduler.choose(ONE_SLOW_IN) == 0;
        long now = scheduler.elapsed().toNanos();
        long arrives = now + scheduler.choose(slow ? LONGEST_NANOS : USUAL_NANOS);
        lastNanos = Math.max(lastNanos, arrives);
        underWay.add(arrival);
        scheduler.after(lastNanos - now, this::arrive);
    }

    /** Timers that are due together come in any order; what they bring does not. */
    private void arrive() {
        if (blocks > 0) {
            due++;
            return;
        }
        Runnable next = underWay.poll();
        if (next != null) {
            next.run();
        }
    }

    /** Lets nothing through until {@link #unblock} has been called as often. */
    void block() {
        blocks++;
    }

    /** Takes one block away; after the last one lets through what has waited, and what comes. */
    void unblock() {
        blocks--;
        for (; blocks == 0 && due > 0; due--) {
            scheduler.after(0, this::arrive);
        }
    }

    /** Loses what is under way. */
    void lose() {
        underWay.clear();
    }

    int size() {
        return underWay.size();
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }
}
