/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.runtime.subtask.SubtaskServices;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the subtasks of a worker on another node leave for the program when the job has finished.
 *
 * @param counters sums over the subtasks that were there, by {@code operator/counter}
 * @param accumulators as {@link JobAccumulators#takeAll} returns them
 * @param failure why there are none; null if there are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WorkerResults(
        Map<String, Long> counters, byte[] accumulators, @Nullable Throwable failure)
        implements WireMessage {
    /** Larger accumulators would not fit into a message between nodes. */
    public static final int MOST_BYTES = 2 << 20;

    /** Returns those of a worker that could not tell them. */
    public static WorkerResults missing(Throwable why) {
        return new WorkerResults(Map.of(), new byte[0], why);
    }

    /** Takes those of a worker of which nothing runs any more. Runs the job's code. */
    static WorkerResults take(SubtaskServices services) {
        Map<String, Long> counters = JobCounters.of(services.metrics(), services.jobName());
        try {
            byte[] accumulators =
                    services.accumulators().takeAll(services.serialization().create());
            if (accumulators.length > MOST_BYTES) {
                throw new StreamException(
                        ErrorCode.RESOURCE_EXHAUSTED,
                        "They are too large: bytes=" + accumulators.length + " most=" + MOST_BYTES);
            }
            return new WorkerResults(counters, accumulators, null);
        } catch (RuntimeException | LinkageError unfit) {
            return new WorkerResults(counters, new byte[0], unfit);
        }
    }
}
