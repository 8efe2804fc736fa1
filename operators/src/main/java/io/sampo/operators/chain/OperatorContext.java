/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.id.OperatorId;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.Clock;
import io.sampo.core.type.Serialization;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.job.DistributedCache;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.OperatorStateBackend;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * What the runtime gives an operator. Confined to the subtask's thread, but for {@link
 * #subtaskExecutor()}, {@link #ioExecutor()} and {@link #wakeUp()}.
 */
public interface OperatorContext {
    /** Returns the operator's identity. */
    OperatorId operator();

    /** Returns the number of this subtask, from 0. */
    int subtaskIndex();

    /** Returns the number of subtasks. */
    int parallelism();

    /** Returns the number of key groups. */
    int maxParallelism();

    /** Returns the attempt of the job, from 1. */
    int attempt();

    /** Returns the job's settings: the section {@code sampo} with all defaults. */
    com.typesafe.config.Config settings();

    /** Returns the time. */
    Clock clock();

    /**
     * Returns the keyed state.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if the operator is
     *     not keyed
     */
    KeyedStateBackend<Object> keyedState();

    /** Returns the operator state. */
    OperatorStateBackend operatorState();

    /** Returns the serializers of this subtask. */
    Serialization serialization();

    /** Returns where the operator's metrics go. */
    MetricGroup metrics();

    /** Returns the accumulators of the whole job. */
    JobAccumulators accumulators();

    /** Returns the files that the job has taken along. */
    DistributedCache distributedCache();

    /** Returns whether the job keeps durable checkpoints. */
    boolean checkpointingEnabled();

    /** Returns whether the job goes on from a checkpoint or savepoint. */
    boolean isRestored();

    /**
     * Calls {@code callback} on the subtask's thread, between elements, once the clock shows {@code
     * timeMillis}. Not called any more after the end of the input.
     */
    Cancellable schedule(long timeMillis, ProcessingTimeCallback callback);

    /** Runs tasks on the subtask's thread, between elements; may be called from any thread. */
    Executor subtaskExecutor();

    /** Runs tasks that block, off the subtask's thread. */
    Executor ioExecutor();

    /** Makes the subtask look for input again; may be called from any thread. */
    void wakeUp();

    /** Makes the subtask look for input again once {@code nanos} have passed. */
    void wakeUpAfter(long nanos);

    /** Asks the enumerator of the source for a split; only at the head of a source's chain. */
    void requestSplit();

    /**
     * Tells the sources that this one is aligned with how far it is; only at the head of a source's
     * chain. {@code Long.MAX_VALUE} (where it begins) if it holds back nobody.
     */
    void reportWatermark(long timestamp);

    /**
     * Runs something that may block on the subtask's thread, while the other subtasks keep their
     * threads.
     *
     * @throws Exception what {@code work} throws
     */
    <T> T blocking(Callable<T> work) throws Exception;

    /**
     * Waits on the subtask's thread, while the other subtasks keep their threads; for what is tried
     * again after a while and must not be passed meanwhile. Cancelling the job ends it with an
     * exception.
     *
     * @throws Exception if the job is cancelled
     */
    void pause(Duration duration) throws Exception;

    /** Returns the files that sinks write; its methods block. */
    FileStore files();

    /** Hands a value to the program that started the job, under a name that it listens to. */
    void sendToClient(String channel, Object value);

    /** Cancels a scheduled call. */
    interface Cancellable {
        /** Makes sure that the call does not happen, if it has not begun. */
        void cancel();
    }

    /** Called when a time has come. */
    @FunctionalInterface
    interface ProcessingTimeCallback {
        /**
         * Called on the subtask's thread.
         *
         * @param timeMillis the time that was asked for
         * @throws Exception to fail the job
         */
        void onTime(long timeMillis) throws Exception;
    }
}
