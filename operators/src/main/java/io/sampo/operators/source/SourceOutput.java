/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

import io.sampo.operators.function.OutputTag;

/**
 * Where a reader emits. Watermarks are made for each split by itself and combined.
 *
 * @param <T> type of the records
 */
public interface SourceOutput<T> {
    /**
     * Returns the output of one split, the same for each call until it is released. Keep it: no
     * look-up for each record.
     */
    SplitOutput<T> forSplit(String splitId);

    /** The split is finished: it holds back watermarks no more. */
    void releaseSplit(String splitId);

    /**
     * Where the records of one split go.
     *
     * @param <T> type of the records
     */
    interface SplitOutput<T> {
        /** Emits a record that brings no timestamp. */
        void collect(T record);

        /** Emits a record with the timestamp that the outside system gives it. */
        void collect(T record, long timestamp);

        /**
         * Emits a record to a side output of the source's stream, such as a line that cannot be
         * read; it has no timestamp. Dropped if nothing reads the side output.
         */
        <X> void collect(OutputTag<X> tag, X record);

        /**
         * Tells that everything that exists in the split has been read ({@code true}), or that
         * there is more. Only a split that is caught up can become idle, after its grace time.
         */
        void caughtUp(boolean atEnd);

        /**
         * Returns whether the split is further ahead than its source may be of others that it is
         * aligned with (SEMANTICS rule 18). A reader of several splits that can leave one alone
         * does so, and asks again in the next poll; it is polled when that may have changed. The
         * split that is furthest behind is never ahead. One whose reader does not ask waits only
         * when all its splits are to.
         */
        default boolean isAhead() {
            return false;
        }
    }
}
