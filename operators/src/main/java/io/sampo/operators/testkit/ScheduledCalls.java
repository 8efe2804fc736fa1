/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.time.ManualClock;
import io.sampo.operators.chain.OperatorContext.Cancellable;
import io.sampo.operators.chain.OperatorContext.ProcessingTimeCallback;
import java.time.Duration;
import java.util.PriorityQueue;

/** What an operator wants done at a time of the harness's clock. */
final class ScheduledCalls {
    private final ManualClock clock;
    private final PriorityQueue<Call> calls = new PriorityQueue<>();
    private long nextOrder;
    private boolean silent;
    private int made;

    ScheduledCalls(ManualClock clock) {
        this.clock = clock;
    }

    Cancellable schedule(long timeMillis, ProcessingTimeCallback callback) {
        Call call = new Call(timeMillis, nextOrder++, callback);
        if (!silent) {
            calls.add(call);
        }
        return call;
    }

    /** Moves the clock from call to call, and makes each. */
    void advanceTo(long timeMillis) throws Exception {
        for (Call first = calls.peek();
                first != null && first.timeMillis <= timeMillis;
                first = calls.peek()) {
            calls.remove();
            if (!first.cancelled) {
                moveClock(first.timeMillis);
                made++;
                first.callback.onTime(first.timeMillis);
            }
        }
        moveClock(timeMillis);
    }

    /** Moves the clock without making any call. */
    void jumpTo(long timeMillis) {
        moveClock(timeMillis);
    }

    int made() {
        return made;
    }

    private void moveClock(long timeMillis) {
        long step = timeMillis - clock.currentTimeMillis();
        if (step > 0) {
            clock.advance(Duration.ofMillis(step));
        }
    }

    /** Drops all calls, and takes no more. */
    void silence() {
        silent = true;
        calls.clear();
    }

    private static final class Call implements Cancellable, Comparable<Call> {
        private final long timeMillis;
        private final long order;
        private final ProcessingTimeCallback callback;
        private boolean cancelled;

        Call(long timeMillis, long order, ProcessingTimeCallback callback) {
            this.timeMillis = timeMillis;
            this.order = order;
            this.callback = callback;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Call other) {
            int byTime = Long.compare(timeMillis, other.timeMillis);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
