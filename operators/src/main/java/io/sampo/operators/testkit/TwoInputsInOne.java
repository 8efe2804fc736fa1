/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.ForwardingInputOperator;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.Operator;
import io.sampo.operators.chain.TwoInputOperator;

/** Shows an operator with two inputs as one with records that tell where they belong. */
final class TwoInputsInOne<A, B, O> extends ForwardingInputOperator<O>
        implements OneInputOperator<FromInput<A, B>, O> {
    private final TwoInputOperator<A, B, O> operator;

    TwoInputsInOne(Operator<O> operator) {
        this(TwoInputsInOne.<A, B, O>withTwoInputs(operator));
    }

    private TwoInputsInOne(TwoInputOperator<A, B, O> operator) {
        super(operator);
        this.operator = operator;
    }

    @SuppressWarnings("unchecked") // the caller's types
    private static <A, B, O> TwoInputOperator<A, B, O> withTwoInputs(Operator<O> operator) {
        if (operator instanceof TwoInputOperator<?, ?, O> two) {
            return (TwoInputOperator<A, B, O>) two;
        }
        throw new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "A TwoInputHarness runs operators with two inputs: operator="
                        + operator.getClass()
                        + ". Use OperatorHarness or KeyedHarness.");
    }

    @Override
    public void process(FromInput<A, B> record, long timestamp) throws Exception {
        if (record instanceof FromInput.First<A, B> first) {
            operator.processFirst(first.value(), timestamp);
        } else {
            operator.processSecond(((FromInput.Second<A, B>) record).value(), timestamp);
        }
    }
}
