/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

/**
 * Writes the records of one subtask. Confined to its thread.
 *
 * @param <T> type of the records
 */
public interface SinkWriter<T> extends AutoCloseable {
    /**
     * Writes one record; it may be buffered until {@link #flush}.
     *
     * @param timestamp of the record, {@code Long.MIN_VALUE} if it has none
     * @throws Exception to fail the job
     */
    void write(T record, long timestamp) throws Exception;

    /**
     * Brings everything written to where it survives a crash of this process, as far as the sink
     * can. Called before every barrier and at the end of input; may block.
     *
     * @throws Exception to fail the job
     */
    void flush(boolean endOfInput) throws Exception;

    @Override
    default void close() throws Exception {}
}
