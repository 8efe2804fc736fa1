/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.ProcessJoinFunction;

/** Shows each pair as it is. */
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
}
