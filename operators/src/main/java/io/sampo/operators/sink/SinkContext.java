/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.Clock;
import io.sampo.operators.chain.OperatorContext;
import java.time.Duration;

/** What the engine gives a sink. Confined to the subtask's thread. */
public interface SinkContext {
    /** Returns the sink's name. */
    String operatorName();

    /** Returns the number of this subtask, from 0. */
    int subtaskIndex();

    /** Returns the number of subtasks. */
    int parallelism();

    /**
     * Returns the attempt of the job: in names of what is written outside, it keeps a zombie
     * harmless.
     */
    int attempt();

    /** Returns whether the job goes on from a checkpoint or savepoint. */
    boolean isRestored();

    /** Returns whether checkpoints come during the job; if not, commits come once, at its end. */
    boolean checkpointingEnabled();

    /**
     * Returns how long it can take, from the first record after a barrier, until what the next
     * barrier prepares is committed: the checkpoint's interval and timeout, and the longest pause
     * before a restart. Failed checkpoints add to it.
     */
    Duration commitDelay();

    /**
     * Returns what the sink keeps in checkpoints under a name, once for each name.
     *
     * @param type class of the elements
     */
    <S> SharedState<S> sharedState(String name, Class<S> type);

    /** Returns the time. */
    Clock clock();

    /** Calls back on the subtask's thread; see {@link OperatorContext#schedule}. */
    OperatorContext.Cancellable schedule(
            long timeMillis, OperatorContext.ProcessingTimeCallback callback);

    /** Returns the files that a sink may write; its methods block. */
    FileStore files();

    /** Hands a value to the program that started the job. */
    void sendToClient(String channel, Object value);

    /** Returns where the sink's metrics go. */
    MetricGroup metrics();
}
