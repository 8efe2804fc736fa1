/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import java.io.Serializable;

/**
 * Makes the instances of an operator. Serialized when the job is built; every subtask reads a copy
 * of its own, with copies of the user's functions in it, and calls {@link #create} once.
 *
 * @param <O> type of what the operator emits
 */
@FunctionalInterface
public interface OperatorFactory<O> extends Serializable {
    /** Returns a new operator, not yet opened. */
    Operator<O> create();
}
