/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import java.util.List;

/**
 * Reads the splits of one subtask. Confined to the subtask's thread, which it must not block: what
 * blocks is done on {@link SourceReaderContext#ioExecutor()} and handed over.
 *
 * @param <T> type of the records
 * @param <S> type of the splits
 */
public interface SourceReader<T, S extends SourceSplit> extends AutoCloseable {
    /** Called once, before splits are added; asks for a split if it has none. */
    void start() throws Exception;

    /**
     * Emits records until there are none or the budget is used up. After {@code NOTHING_NOW} it is
     * called again only after {@link SourceReaderContext#wakeUp()}, or when splits were added.
     */
    SourceDriver.Status poll(SourceOutput<T> output, TurnBudget budget) throws Exception;

    /**
     * Returns the splits with their present positions; finished ones that matter for the end
     * included.
     */
    List<S> snapshotState(long checkpointId) throws Exception;

    /** Takes more splits: assigned by the enumerator, or restored. */
    void addSplits(List<S> splits) throws Exception;

    /** No more splits will come; of a source without end, for now. */
    void noMoreSplits();

    /**
     * The checkpoint is complete; for sources that acknowledge what was read. May come late or
     * never.
     */
    default void checkpointCompleted(long checkpointId) throws Exception {}

    @Override
    default void close() throws Exception {}
}
