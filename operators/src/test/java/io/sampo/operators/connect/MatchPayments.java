/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedCoProcessFunction;
import io.sampo.operators.function.KeyedProcessFunction.Context;
import io.sampo.operators.function.KeyedProcessFunction.OnTimerContext;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Brings orders and payments together, whichever comes first, and complains after a while. */
final class MatchPayments extends KeyedCoProcessFunction<String, Order, Payment, String> {
    static final long PATIENCE = 1_000;

    private static final long serialVersionUID = 1L;

    private transient @Nullable ValueState<Order> waitingOrder;
    private transient @Nullable ValueState<Payment> waitingPayment;

    @Override
    public void open(RuntimeContext context) {
        waitingOrder = context.getState(StateDescriptor.value("order", Order.class));
        waitingPayment = context.getState(StateDescriptor.value("payment", Payment.class));
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void processElement1(Order order, Context<String> context, Collector<String> out) {
        Payment payment = waitingPayment.value();
        if (payment == null) {
            waitingOrder.update(order);
            context.timerService().registerEventTimeTimer(context.timestamp() + PATIENCE);
        } else {
            waitingPayment.clear();
            out.collect(context.getCurrentKey() + " paid " + payment.amount());
        }
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void processElement2(Payment payment, Context<String> context, Collector<String> out) {
        if (waitingOrder.value() == null) {
            waitingPayment.update(payment);
            context.timerService().registerEventTimeTimer(context.timestamp() + PATIENCE);
        } else {
            waitingOrder.clear();
            out.collect(context.getCurrentKey() + " paid " + payment.amount());
        }
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
        if (waitingOrder.value() != null) {
            waitingOrder.clear();
            out.collect(context.getCurrentKey() + " never paid");
        }
        if (waitingPayment.value() != null) {
            waitingPayment.clear();
            out.collect(context.getCurrentKey() + " never ordered");
        }
    }
}
