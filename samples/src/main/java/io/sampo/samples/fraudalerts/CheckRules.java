/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.fraudalerts;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedBroadcastProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.state.ListState;
import io.sampo.state.ReadOnlyBroadcastState;
import io.sampo.state.StateDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the payments of each card by the rules. Payments wait for the watermark of both streams,
 * so that those of one time are checked together, whatever their order, by the rules that were
 * valid at that time, and each run gives the same alerts.
 */
final class CheckRules extends KeyedBroadcastProcessFunction<String, Payment, Rule, Alert> {
    /** All versions of all rules, by name and the time from which they are valid. */
    static final StateDescriptor.Mapping<String, Rule> RULES =
            StateDescriptor.map("rules", String.class, Rule.class);

    private static final long serialVersionUID = 1L;

    private transient @Nullable ListState<Payment> recent;

    @Override
    public void open(RuntimeContext context) {
        recent = context.getState(StateDescriptor.list("recent", Payment.class));
    }

    @Override
    public void processBroadcastElement(Rule rule, Context<String> context, Collector<Alert> out)
            throws Exception {
        context.getBroadcastState(RULES).put(rule.name() + "@" + rule.fromMillis(), rule);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void processElement(
            Payment payment, ReadOnlyContext<String> context, Collector<Alert> out)
            throws Exception {
        recent.add(payment);
        context.timerService().registerEventTimeTimer(payment.atMillis());
        context.timerService().registerEventTimeTimer(payment.atMillis() + Rule.LONGEST_MILLIS);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void onTimer(long now, OnTimerContext<String> context, Collector<Alert> out)
            throws Exception {
        List<Payment> kept = new ArrayList<>();
        boolean oldOnes = false;
        long emitted = Long.MIN_VALUE;
        for (Payment payment : recent.get()) {
            if (payment.atMillis() > now - Rule.LONGEST_MILLIS) {
                kept.add(payment);
            } else {
                oldOnes = true;
            }
            if (payment.atMillis() == now) {
                emitted = Math.max(emitted, payment.emittedMillis());
            }
        }
        if (oldOnes) {
            recent.update(kept);
        }
        if (emitted == Long.MIN_VALUE) {
            // The timer was for old payments to go.
            return;
        }
        for (Rule rule : validAt(now, context.getBroadcastState(RULES))) {
            long cents = spent(kept, now - rule.withinMillis(), now);
            if (cents > rule.limitCents()) {
                out.collect(new Alert(context.getCurrentKey(), rule.name(), now, cents, emitted));
            }
        }
    }

    private static Collection<Rule> validAt(long millis, ReadOnlyBroadcastState<String, Rule> rules)
            throws Exception {
        Map<String, Rule> valid = new HashMap<>();
        for (Map.Entry<String, Rule> entry : rules.entries()) {
            Rule rule = entry.getValue();
            if (rule.fromMillis() <= millis) {
                valid.merge(
                        rule.name(),
                        rule,
                        (one, other) -> one.fromMillis() > other.fromMillis() ? one : other);
            }
        }
        return valid.values();
    }

    /** Returns the sum after a time, up to another. */
    private static long spent(List<Payment> payments, long after, long upTo) {
        long cents = 0;
        for (Payment payment : payments) {
            if (payment.atMillis() > after && payment.atMillis() <= upTo) {
                cents += payment.cents();
            }
        }
        return cents;
    }
}
