/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source;

import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.Clock;
import java.util.concurrent.Executor;

/** What the engine gives a reader. */
public interface SourceReaderContext {
    /** Returns the number of this subtask, from 0. */
    int subtaskIndex();

    /** Returns the number of subtasks. */
    int parallelism();

    /** Returns the time. */
    Clock clock();

    /** Asks the enumerator for a split. On the subtask's thread. */
    void requestSplit();

    /** Makes the engine poll again. From any thread. */
    void wakeUp();

    /** Runs what blocks. From any thread. */
    Executor ioExecutor();

    /** Returns where the reader's metrics go. */
    MetricGroup metrics();

    /** Calls {@link #wakeUp()} once {@code nanos} have passed. On the subtask's thread. */
    void wakeUpAfter(long nanos);
}
