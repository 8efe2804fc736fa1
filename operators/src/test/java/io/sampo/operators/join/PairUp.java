/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.ProcessJoinFunction;

/** Shows each pair, and each record that is alone, as it is. */
final class PairUp extends ProcessJoinFunction<Reading, Reading, String> {
    private static final long serialVersionUID = 1L;

    static String pair(Reading left, Reading right) {
        return left.number() + "-" + right.number();
    }

    @Override
    public void processElement(
            Reading left, Reading right, Context context, Collector<String> out) {
        if (left.timestamp() != context.leftTimestamp()
                || right.timestamp() != context.rightTimestamp()
                || context.timestamp() != Math.max(left.timestamp(), right.timestamp())
                || !left.key().equals(right.key())) {
            throw new IllegalStateException("Not a pair: left=" + left + " right=" + right);
        }
        out.collect(pair(left, right));
    }

    @Override
    public void processLeft(Reading left, Context context, Collector<String> out) {
        if (context.leftTimestamp() != left.timestamp()
                || context.rightTimestamp() != Long.MIN_VALUE) {
            throw new IllegalStateException("Not alone: left=" + left);
        }
        out.collect("left " + left.number());
    }

    @Override
    public void processRight(Reading right, Context context, Collector<String> out) {
        if (context.rightTimestamp() != right.timestamp()
                || context.leftTimestamp() != Long.MIN_VALUE) {
            throw new IllegalStateException("Not alone: right=" + right);
        }
        out.collect("right " + right.number());
    }
}
