/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.source.internal.SourceOperator;
import io.sampo.operators.watermark.WatermarkStrategy;

/**
 * Makes what runs a source in a subtask. For the engine; users call {@code fromSource}.
 *
 * @param <T> type of the records
 * @param <S> type of the splits
 * @param source makes the reader
 * @param strategy gives timestamps and watermarks
 */
public record SourceOperatorFactory<T, S extends SourceSplit>(
        Source<T, S, ?> source, WatermarkStrategy<T> strategy) implements OperatorFactory<T> {
    @Override
    public SourceDriver<T> create() {
        return new SourceOperator<>(source, strategy);
    }
}
