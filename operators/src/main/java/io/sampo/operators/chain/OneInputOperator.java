/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

/**
 * An operator with one logical input.
 *
 * @param <I> type of the input
 * @param <O> type of the output
 */
public interface OneInputOperator<I, O> extends InputOperator<O> {
    /**
     * Processes one record. If the operator is keyed, the key is already set in its state.
     *
     * @param timestamp of the record, {@code Long.MIN_VALUE} if it has none
     * @throws Exception to fail the job
     */
    void process(I record, long timestamp) throws Exception;
}
