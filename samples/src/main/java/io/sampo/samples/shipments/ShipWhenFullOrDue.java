/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.shipments;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.window.GlobalWindow;
import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.TriggerResult;
import io.sampo.state.ReducingState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.time.Duration;

/**
 * Ships the orders of a customer as soon as they cost enough, or else when the earliest of them has
 * waited long enough, in event time. Either way what was shipped is forgotten, and the next order
 * is the first of another shipment.
 *
 * <p>For {@code GlobalWindows}: what is left in a window that ends would be dropped with it.
 */
final class ShipWhenFullOrDue extends Trigger<Order, GlobalWindow> {
    private static final long serialVersionUID = 1L;

    private static final StateDescriptor<ReducingState<Long>> CENTS =
            StateDescriptor.reducing("cents", Long::sum, Long.class);

    /** When the orders have waited long enough: the time of the one timer that is set. */
    private static final StateDescriptor<ValueState<Long>> DUE =
            StateDescriptor.value("due", Long.class);

    private final long limitCents;
    private final long waitMillis;

    /**
     * Creates the trigger.
     *
     * @param limitCents ships as soon as the orders cost so much
     * @param longestWait ships when the earliest order is so old
     */
    ShipWhenFullOrDue(long limitCents, Duration longestWait) {
        this.limitCents = limitCents;
        this.waitMillis = longestWait.toMillis();
    }

    @Override
    public TriggerResult onElement(
            Order order, long timestamp, GlobalWindow window, Context context) throws Exception {
        if (timestamp == Long.MIN_VALUE) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "An order without a timestamp can not become due: order="
                            + order
                            + " trigger="
                            + this
                            + ". Give the stream a watermark strategy with a timestamp assigner.");
        }
        ReducingState<Long> cents = context.partitionedState(CENTS);
        cents.add(order.cents());
        Long total = cents.get();
        if (total != null && total >= limitCents) {
            clear(window, context);
            return TriggerResult.FIRE_AND_PURGE;
        }
        ValueState<Long> due = context.partitionedState(DUE);
        Long before = due.value();
        long after = timestamp + waitMillis;
        if (before == null || after < before) {
            if (before != null) {
                context.deleteEventTimeTimer(before);
            }
            context.registerEventTimeTimer(after);
            due.update(after);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onEventTime(long time, GlobalWindow window, Context context) {
        clear(window, context);
        return TriggerResult.FIRE_AND_PURGE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, GlobalWindow window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public void clear(GlobalWindow window, Context context) {
        ValueState<Long> due = context.partitionedState(DUE);
        Long time = due.value();
        if (time != null) {
            context.deleteEventTimeTimer(time);
        }
        due.clear();
        context.partitionedState(CENTS).clear();
    }

    @Override
    public String toString() {
        return "ShipWhenFullOrDue(" + limitCents + " cents, " + waitMillis + " ms)";
    }
}
