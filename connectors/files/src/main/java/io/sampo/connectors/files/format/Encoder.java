/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import java.io.OutputStream;
import java.io.Serializable;

/**
 * How records become lines. Serialized with the sink when the job is built; every subtask has a
 * copy of its own and calls it from one thread.
 *
 * <pre>{@code
 * Encoder<Flight> lines = (flight, out) -> out.write((flight.origin() + "\n").getBytes(UTF_8));
 * FileSink<Flight> sink = FileSink.of("out", lines);
 * }</pre>
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface Encoder<T> extends Serializable {
    /**
     * Writes one record, with the end of its line, into memory. What was written before an
     * exception is taken back.
     *
     * @throws Exception if the record cannot be written; the message is the reason that is reported
     */
    void encode(T record, OutputStream out) throws Exception;

    /**
     * Writes what every part begins with, such as the names of columns.
     *
     * @throws Exception to fail the job
     */
    default void begin(OutputStream out) throws Exception {}

    /** Returns what the names of parts end with, such as {@code .csv}; may be empty. */
    default String extension() {
        return "";
    }
}
