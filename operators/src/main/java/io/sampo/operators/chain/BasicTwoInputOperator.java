/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

/**
 * A two-input operator that remembers its surroundings, and passes watermarks and status on
 * unchanged.
 *
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the output
 */
public abstract class BasicTwoInputOperator<A, B, O> extends BasicInputOperator<O>
        implements TwoInputOperator<A, B, O> {}
