/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import io.sampo.core.function.Function;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;

/**
 * Hands each record to a function of the test.
 *
 * @param <T> type of the records
 * @param step the function
 */
public record CallSink<T>(Step<T> step) implements Sink<T> {
    private static final long serialVersionUID = 1L;

    /**
     * What is done with a record.
     *
     * @param <T> type of the records
     */
    @FunctionalInterface
    public interface Step<T> extends Function {
        /** Takes a record. */
        void take(T record) throws Exception;
    }

    /** Returns a sink that calls {@code step}. */
    public static <T> CallSink<T> to(Step<T> step) {
        return new CallSink<>(step);
    }

    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(T record, long timestamp) throws Exception {
                step.take(record);
            }

            @Override
            public void flush(boolean endOfInput) {}
        };
    }
}
