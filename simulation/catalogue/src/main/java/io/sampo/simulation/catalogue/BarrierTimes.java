/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When barriers left the sources of one history, and how long they may be under way: a barrier
 * needs no credit, so a receiver that takes nothing holds it up on its own channels only.
 */
final class BarrierTimes {
    /** More than all pauses of a history, and less than a receiver stands still. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** Nobody tells when a history is over; so many may run side by side. */
    private static final int KEPT = 1_000;

    private static final Map<Long, BarrierTimes> ALL = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    /** By checkpoint and attempt, the last time. */
    private final Map<Long, Map<Integer, Long>> left = new TreeMap<>();

    /** Begins a history and returns its number: what is serialized into a job finds it by that. */
    static long begin() {
        long number = COUNT.incrementAndGet();
        ALL.put(number, new BarrierTimes());
        ALL.remove(number - KEPT);
        return number;
    }

    static BarrierTimes of(long number) {
        BarrierTimes times = ALL.get(number);
        if (times == null) {
            throw new IllegalStateException("This history is over: number=" + number);
        }
        return times;
    }

    /** A barrier leaves a subtask of the source. */
    void leaves(long checkpoint, int attempt, long nanos) {
        left.computeIfAbsent(checkpoint, any -> new TreeMap<>()).merge(attempt, nanos, Math::max);
    }

    /**
     * The barriers of all subtasks of the source have come to a receiver that takes what comes.
     *
     * @throws StreamException that ends the job for good if they took too long
     */
    void arrive(long checkpoint, int attempt, long nanos) {
        Long last = left.getOrDefault(checkpoint, Map.of()).get(attempt);
        if (last != null && nanos - last > LONGEST.toNanos()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A barrier was held up by a receiver that it did not go to: checkpoint="
                            + checkpoint
                            + " millis="
                            + Duration.ofNanos(nanos - last).toMillis());
        }
    }
}
