/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.error.StreamException;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.SerializationFactory;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.runtime.worker.WorkerResults;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a finished job on a cluster leaves for the program. It is lost if the job's master is lost
 * in the moment in which the job finishes, since that it has finished is durable before.
 *
 * @param counters the sums of all counters over all subtasks, by {@code operator/counter}
 * @param accumulators the results of accumulators by name, as {@link #accumulators} reads them
 * @param failure why there are none, and the counters may lack a part, with its code first if it is
 *     known; empty if there are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JobOutcome(Map<String, Long> counters, byte[] accumulators, String failure)
        implements WireMessage {
    /** That of a job of which nothing is known. */
    public static final JobOutcome NONE = new JobOutcome(Map.of(), new byte[0], "");

    /**
     * Puts together what the nodes have told. Runs the job's code.
     *
     * @param serialization with the job's classes
     */
    static JobOutcome of(List<WorkerResults> parts, SerializationFactory serialization) {
        Map<String, Long> counters = new TreeMap<>();
        JobAccumulators accumulators = new JobAccumulators();
        Serialization codec = serialization.create();
        try {
            for (WorkerResults part : parts) {
                part.counters().forEach((name, count) -> counters.merge(name, count, Long::sum));
                Throwable failure = part.failure();
                if (failure != null) {
                    return failed(counters, failure);
                }
                accumulators.addAll(part.accumulators(), codec);
            }
            byte[] bytes = JobAccumulators.encode(accumulators.takeResults(), codec);
            return bytes.length > WorkerResults.MOST_BYTES
                    ? new JobOutcome(
                            counters,
                            new byte[0],
                            "They are too large: bytes="
                                    + bytes.length
                                    + " most="
                                    + WorkerResults.MOST_BYTES)
                    : new JobOutcome(counters, bytes, "");
        } catch (RuntimeException | LinkageError failure) {
            return failed(counters, failure);
        }
    }

    private static JobOutcome failed(Map<String, Long> counters, Throwable failure) {
        String code = failure instanceof StreamException known ? known.code() + ": " : "";
        return new JobOutcome(
                counters,
                new byte[0],
                code
                        + StreamException.withoutFullStop(
                                code.isEmpty() ? failure : failure.getMessage()));
    }

    /**
     * Returns the results of accumulators by name.
     *
     * @param serialization with the program's classes
     */
    public Map<String, Object> accumulators(SerializationFactory serialization) {
        return JobAccumulators.decode(accumulators, serialization.create());
    }
}
