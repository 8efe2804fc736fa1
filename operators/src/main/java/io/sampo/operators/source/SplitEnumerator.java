/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

import java.util.List;

/**
 * Finds the splits of a source and assigns them. One for each source of a job; called by one thread
 * at a time, which it must not block: what blocks goes through {@link
 * SplitEnumeratorContext#callAsync}.
 *
 * <p>Splits are assigned in ascending order, those that were given back first.
 *
 * @param <S> type of the splits
 * @param <C> type of its state
 */
public interface SplitEnumerator<S extends SourceSplit, C> extends AutoCloseable {
    /** Called once, before anything else. */
    void start() throws Exception;

    /**
     * A subtask is there, or there again, and wants a split. Answer, now or later, with {@link
     * SplitEnumeratorContext#assignSplit} or {@link SplitEnumeratorContext#signalNoMoreSplits}.
     */
    void handleSplitRequest(int subtaskIndex);

    /**
     * Takes back splits that were restored from the readers' snapshots and must be dealt out again
     * because the parallelism changed. Called before {@link #start}.
     */
    void addSplitsBack(List<S> splits);

    /**
     * Returns what is needed to go on: the splits not assigned yet, and what has been seen. Splits
     * assigned before this call are in the readers' snapshots of the same checkpoint.
     */
    C snapshotState(long checkpointId) throws Exception;

    @Override
    default void close() throws Exception {}
}
