/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

/**
 * A sink whose output becomes visible exactly once: written and pre-committed before a barrier,
 * committed when the checkpoint is complete, committed again after a restore. Committables are
 * serialized as state is.
 *
 * @param <T> type of the records
 * @param <C> type of the committables
 */
public interface TwoPhaseSink<T, C> extends Sink<T> {
    @Override
    PreCommittingWriter<T, C> createWriter(SinkContext context) throws Exception;

    /**
     * Returns the committer of one subtask. Called before {@link #createWriter}.
     *
     * @throws Exception to fail the job
     */
    Committer<C> createCommitter(SinkContext context) throws Exception;
}
