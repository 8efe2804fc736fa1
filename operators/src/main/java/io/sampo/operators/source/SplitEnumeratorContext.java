/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

import io.sampo.core.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * What the engine gives an enumerator. All methods are to be called on the enumerator's thread.
 *
 * @param <S> type of the splits
 */
public interface SplitEnumeratorContext<S extends SourceSplit> {
    /** Returns the number of readers. */
    int parallelism();

    /** Returns the time. */
    Clock clock();

    /** Gives a split to a subtask. */
    void assignSplit(S split, int subtaskIndex);

    /**
     * Tells a subtask that it has all splits that are known to be its own. Of a bounded source it
     * will never get another one; of one without end it may, if more are found, and is idle until
     * then if it has none.
     */
    void signalNoMoreSplits(int subtaskIndex);

    /**
     * Holds back the watermarks of all readers at {@code timestamp}: the lowest timestamp that may
     * be in a split not assigned yet, less one. {@code Long.MIN_VALUE} if nothing is known of such
     * splits, {@code Long.MAX_VALUE} (where it begins) to let go.
     */
    void capWatermark(long timestamp);

    /**
     * Runs {@code work} on another thread, where it may block, then {@code then} on the
     * enumerator's. An exception of the work fails the job.
     */
    <R> void callAsync(Callable<R> work, java.util.function.Consumer<R> then);

    /**
     * As {@link #callAsync}, again and again with {@code period} between an end and the next start.
     */
    <R> void callPeriodically(
            Callable<R> work, java.util.function.Consumer<R> then, Duration period);
}
