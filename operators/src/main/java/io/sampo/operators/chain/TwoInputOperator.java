/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

/**
 * An operator with two logical inputs, which heads its chain. Records of one channel come in their
 * order; there is no order between channels, and so none between the inputs (SEMANTICS rule 74).
 * Its watermark is that of both inputs together (SEMANTICS rule 13).
 *
 * <p>If the operator is keyed, the key of the record is already set in its state. A record of an
 * input that is not dealt out by key finds the key of the record before it, and must not use it.
 *
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the output
 */
public interface TwoInputOperator<A, B, O> extends InputOperator<O> {
    /**
     * Processes one record of the first input.
     *
     * @param timestamp of the record, {@code Long.MIN_VALUE} if it has none
     * @throws Exception to fail the job
     */
    void processFirst(A record, long timestamp) throws Exception;

    /** Processes one record of the second input; as {@link #processFirst}. */
    void processSecond(B record, long timestamp) throws Exception;
}
