/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

import java.io.Serializable;

/**
 * Where records leave the job. Serialized when the job is built. What a plain sink writes is seen
 * at once, and again after a restart; {@link TwoPhaseSink} avoids that.
 *
 * @param <T> type of the records
 */
public interface Sink<T> extends Serializable {
    /**
     * Returns the writer of one subtask. Called on the subtask's thread, may block.
     *
     * @throws Exception to fail the job
     */
    SinkWriter<T> createWriter(SinkContext context) throws Exception;
}
