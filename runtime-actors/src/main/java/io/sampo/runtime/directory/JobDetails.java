/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.runtime.protocol.WireMessage;
import java.util.List;

/**
 * How a job is, in detail, as far as its present master knows.
 *
 * @param summary the same in short
 * @param master the node of the job's master, which is that of the directory; empty once the job
 *     has ended
 * @param nodes those that run a share of the job, by address
 * @param operators the chains that run, each after those that feed it
 * @param checkpoints the last ones, the newest first
 * @param failures the last ones, the newest first
 */
public record JobDetails(
        JobSummary summary,
        String master,
        List<Share> nodes,
        List<Operator> operators,
        List<Checkpoint> checkpoints,
        List<Failure> failures)
        implements WireMessage {
    /**
     * A node's part of the job.
     *
     * @param node its address for data, as in messages about channels
     * @param subtasks what it runs, such as {@code counts[0]}
     */
    public record Share(String node, List<String> subtasks) {}

    /**
     * Operators that run together.
     *
     * @param name of the first
     * @param chained the names of the others
     * @param inputs the names of the first operators of the chains that feed it
     * @param parallelism number of subtasks
     * @param recordsInPerSecond that came in, or were read by a source
     * @param recordsOutPerSecond that went to other chains
     * @param busyPercent share of the time that its busiest subtask worked
     * @param backPressuredPercent share of the time that the subtask that waits most stood still
     *     since a receiver was slower
     * @param watermark its lowest event time; {@code Long.MIN_VALUE} before the first
     * @param heldBackBy the subtask, of it or of a source, whose event time that is; empty before
     *     the first
     */
    public record Operator(
            String name,
            List<String> chained,
            List<String> inputs,
            int parallelism,
            long recordsInPerSecond,
            long recordsOutPerSecond,
            int busyPercent,
            int backPressuredPercent,
            long watermark,
            String heldBackBy) {}

    /**
     * What became of a checkpoint.
     *
     * @param id its id
     * @param kind what it was taken for
     * @param triggerMillis when it was begun, since 1970
     * @param durationMillis until it was complete, or given up
     * @param bytes of all files that it refers to
     * @param newBytes of those that were written for it
     * @param failure why it was given up; empty if it is complete
     */
    public record Checkpoint(
            long id,
            String kind,
            long triggerMillis,
            long durationMillis,
            long bytes,
            long newBytes,
            String failure) {}

    /**
     * An attempt that failed.
     *
     * @param attempt its number
     * @param millis when, since 1970
     * @param cause why
     */
    public record Failure(int attempt, long millis, String cause) {}
}
