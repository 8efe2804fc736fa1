/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where records leave the job. Serialized when the job is built. What a plain sink writes is seen
 * at once, and again after a restart; {@link TwoPhaseSink} avoids that.
 *
 * @param <T> type of the records
 */
public interface Sink<T> extends Serializable {
    /**
     * Returns the writer of one subtask. Called on the subtask's thread, may block. Other subtasks
     * may write already, but no checkpoint of this attempt is complete.
     *
     * @throws Exception to fail the job
     */
    SinkWriter<T> createWriter(SinkContext context) throws Exception;

    /**
     * Names what the sink must have for itself, such as a directory and the beginning of its files'
     * names. Two sinks of a job that name the same are refused when the job is started. Called when
     * the job is built; must not block.
     *
     * @return the name, or null if it shares whatever it writes to
     */
    default @Nullable String target() {
        return null;
    }
}
