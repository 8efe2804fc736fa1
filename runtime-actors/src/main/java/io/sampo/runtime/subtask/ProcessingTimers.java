/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.time.Clock;
import io.sampo.operators.chain.OperatorContext.Cancellable;
import io.sampo.operators.chain.OperatorContext.ProcessingTimeCallback;
import io.sampo.runtime.node.WakeTimer;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calls that operators of one subtask asked for at a wall-clock time. One physical timer, for
 * the earliest. Confined to the subtask.
 */
final class ProcessingTimers {
    private final Clock clock;
    private final WakeTimer timer;
    private final Runnable wakeUp;
    private final PriorityQueue<Call> calls = new PriorityQueue<>();

    private long nextOrder;
    private long armedMillis = Long.MAX_VALUE;
    private @Nullable Runnable disarm;
    private boolean quiet;

    /** Set by the timer's thread. */
    private volatile boolean rung;

    ProcessingTimers(Clock clock, WakeTimer timer, Runnable wakeUp) {
        this.clock = clock;
        this.timer = timer;
        this.wakeUp = wakeUp;
    }

    Cancellable schedule(long timeMillis, ProcessingTimeCallback callback) {
        Call call = new Call(timeMillis, nextOrder++, callback);
        if (!quiet) {
            calls.add(call);
            arm();
        }
        return call;
    }

    /** Returns whether the physical timer has rung. */
    boolean hasRung() {
        return rung;
    }

    /** Makes the calls that are due; those that they ask for come in a later turn. */
    void fireDue() throws Exception {
        rung = false;
        disarmNow();
        long now = clock.currentTimeMillis();
        long before = nextOrder;
        Call first = calls.peek();
        while (first != null && first.timeMillis <= now && first.order < before) {
            calls.poll();
            first.callback.onTime(first.timeMillis);
            first = calls.peek();
        }
        arm();
    }

    /** Drops all calls and takes no more: the input has ended (SEMANTICS rule 39). */
    void silence() {
        quiet = true;
        calls.clear();
        disarmNow();
    }

    private void arm() {
        Call first = calls.peek();
        if (first == null || first.timeMillis >= armedMillis) {
            return;
        }
        disarmNow();
        armedMillis = first.timeMillis;
        long now = clock.currentTimeMillis();
        long delay = first.timeMillis <= now ? 0 : first.timeMillis - now;
        disarm = timer.after(TimeUnit.MILLISECONDS.toNanos(delay), this::ring);
    }

    private void ring() {
        rung = true;
        wakeUp.run();
    }

    private void disarmNow() {
        if (disarm != null) {
            disarm.run();
            disarm = null;
        }
        armedMillis = Long.MAX_VALUE;
    }

    private final class Call implements Cancellable, Comparable<Call> {
        private final long timeMillis;
        private final long order;
        private final ProcessingTimeCallback callback;

        Call(long timeMillis, long order, ProcessingTimeCallback callback) {
            this.timeMillis = timeMillis;
            this.order = order;
            this.callback = callback;
        }

        /** Removes it: what is set for far away, and cancelled again and again, would pile up. */
        @Override
        public void cancel() {
            calls.remove(this);
        }

        @Override
        public int compareTo(Call other) {
            int byTime = Long.compare(timeMillis, other.timeMillis);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
