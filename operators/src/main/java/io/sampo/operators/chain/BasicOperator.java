/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

/**
 * A one-input operator that remembers its surroundings, and passes watermarks and status on
 * unchanged.
 *
 * @param <I> type of the input
 * @param <O> type of the output
 */
public abstract class BasicOperator<I, O> extends BasicInputOperator<O>
        implements OneInputOperator<I, O> {}
