/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A source of records: one enumerator for the job finds splits and assigns them, a reader in every
 * subtask reads those assigned to it. After Apache Flink's FLIP-27. Serialized when the job is
 * built.
 *
 * @param <T> type of the records
 * @param <S> type of the splits
 * @param <C> type of the enumerator's state in a checkpoint; serialized as state is
 */
public interface Source<T, S extends SourceSplit, C> extends Serializable {
    /** Returns whether the input ends by itself. */
    boolean isBounded();

    /**
     * Returns the enumerator. Called when the job starts, before any reader is made; it fails early
     * with a clear error for an input that does not exist.
     *
     * @param restored its state in the checkpoint from which the job goes on, null for a new start
     */
    SplitEnumerator<S, C> createEnumerator(SplitEnumeratorContext<S> context, @Nullable C restored)
            throws Exception;

    /** Returns a reader for one subtask, not yet started. */
    SourceReader<T, S> createReader(SourceReaderContext context) throws Exception;
}
