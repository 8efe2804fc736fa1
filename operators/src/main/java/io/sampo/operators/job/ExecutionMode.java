/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.job;

/**
 * How a job treats its input. The same program gives the same final results in each; as {@code
 * RuntimeExecutionMode} of Apache Flink.
 */
public enum ExecutionMode {
    /**
     * Records are processed when they come, and results may be corrected later. For input without
     * an end, and for any other.
     */
    STREAMING,

    /**
     * All sources must end by themselves. Each result comes once:
     *
     * <ul>
     *   <li>Operators with keyed state get their whole input sorted by key, and by timestamp within
     *       a key, as soon as all of it is there. What does not fit into {@code
     *       sampo.execution.sort-memory} is on disk meanwhile. State is that of one key at a time,
     *       on the heap, whatever backend is set, and forgotten with its key.
     *   <li>There is one watermark, the last of all, so nothing is late; watermark generators are
     *       not asked. Timers fire at the end of their key, those of event time first. One of
     *       processing time that is set then is dropped.
     *   <li>A running {@code reduce}, {@code aggregate}, {@code sum} and so on emits once for each
     *       key.
     *   <li>Broadcast streams are processed before what they are connected with.
     *   <li>There are no checkpoints and no savepoints, even if they are configured. A job that is
     *       restarted after a failure, which only happens if {@code sampo.restart.strategy} is set,
     *       begins anew. Exactly-once sinks commit when all input has been processed.
     * </ul>
     */
    BATCH,

    /** {@link #BATCH} if all sources end by themselves, else {@link #STREAMING}. */
    AUTOMATIC
}
