/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

import java.util.Collection;

/**
 * A writer that can promise to make what it wrote visible.
 *
 * @param <T> type of the records
 * @param <C> type of the committables
 */
public interface PreCommittingWriter<T, C> extends SinkWriter<T> {
    /**
     * Ends what was written since the last call and returns what is needed to commit it, also by
     * another process. Called right after {@link #flush}, before barrier {@code checkpointId}; may
     * block.
     *
     * @throws Exception to fail the job
     */
    Collection<C> prepareCommit(long checkpointId) throws Exception;
}
