/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.Operator;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.CheckpointedFunction;
import io.sampo.operators.graph.OperatorTraits;
import java.io.Serializable;

/**
 * Makes an operator around its subtask's own copy of a user's function.
 *
 * @param <F> type of the function
 * @param <O> type of what the operator emits
 * @param function the user's function
 * @param maker makes the operator
 */
public record FunctionOperatorFactory<F extends Serializable, O>(F function, Maker<F, O> maker)
        implements OperatorFactory<O> {

    /**
     * Makes an operator; a reference to its constructor.
     *
     * @param <F> type of the function
     * @param <O> type of what the operator emits
     */
    @FunctionalInterface
    public interface Maker<F, O> extends Serializable {
        /** Returns a new operator. */
        Operator<O> make(F function);
    }

    /** Returns those of an operator without keys. */
    public OperatorTraits traits() {
        return function instanceof CheckpointedFunction
                ? OperatorTraits.STATEFUL
                : OperatorTraits.STATELESS;
    }

    @Override
    public Operator<O> create() {
        return maker.make(function);
    }
}
