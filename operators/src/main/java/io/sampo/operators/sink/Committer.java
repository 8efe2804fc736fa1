/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

/**
 * Makes pre-committed output visible. Idempotent: after a restore it is asked again for what it may
 * have committed before. Called on the subtask's thread; may block.
 *
 * @param <C> type of the committables
 */
public interface Committer<C> extends AutoCloseable {
    /** What became of a committable. */
    enum Outcome {
        /** Visible now, or before. */
        COMMITTED,
        /** Not possible at the moment; ask again. */
        RETRY
    }

    /**
     * Commits one committable.
     *
     * @throws Exception if it can never be committed: the job stops with the committable named
     */
    Outcome commit(C committable) throws Exception;

    @Override
    default void close() throws Exception {}
}
