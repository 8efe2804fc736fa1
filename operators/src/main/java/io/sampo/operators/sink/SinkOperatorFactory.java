/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

import io.sampo.operators.chain.Operator;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.sink.internal.SinkOperator;

/**
 * Makes what runs a sink in a subtask. For the engine; users call {@code sinkTo}.
 *
 * @param <T> type of the records
 * @param sink makes the writer
 */
public record SinkOperatorFactory<T>(Sink<T> sink) implements OperatorFactory<Void> {
    @Override
    public Operator<Void> create() {
        return new SinkOperator<>(sink);
    }
}
