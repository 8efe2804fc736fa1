/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

/**
 * One operator in its chain.
 *
 * @param operator the operator
 * @param context what it is opened with
 * @param output where it emits
 * @param failures gives its exceptions their place
 */
record ChainMember(
        Operator<Object> operator,
        OperatorContext context,
        Output<Object> output,
        OperatorFailures failures) {

    /** Something that one operator does. */
    @FunctionalInterface
    interface Step {
        void run(Operator<Object> operator) throws Exception;
    }

    /**
     * Does {@code step} and gives its exceptions the place; {@code phase} says what was going on.
     */
    void run(String phase, Step step) {
        try {
            step.run(operator);
        } catch (Throwable failure) {
            throw failures.in(phase, failure);
        }
    }
}
