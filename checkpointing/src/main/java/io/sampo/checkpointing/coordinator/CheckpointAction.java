/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import java.util.List;

/**
 * What the coordinator wants done. Actions of one event are begun in their order; those that are
 * sent are repeated until they arrive; those that do I/O are done elsewhere, one after the other,
 * and answered with an event.
 */
public sealed interface CheckpointAction {
    /** Have each enumerator store itself and then send the trigger to its source's subtasks. */
    record Trigger(CheckpointBarrier barrier, List<OperatorId> enumerators)
            implements CheckpointAction {}

    /** Store the metadata; answered with {@code MetadataWritten} or {@code MetadataFailed}. */
    record WriteMetadata(CheckpointMetadata metadata) implements CheckpointAction {}

    /**
     * Replace the record; answered with {@code RecordStored}, {@code RecordFailed} or {@code
     * RecordFenced}.
     */
    record StoreRecord(RecordContent expected, RecordContent next) implements CheckpointAction {}

    /**
     * Tell all subtasks and enumerators that a checkpoint is complete.
     *
     * @param commit whether sinks commit it and all before it. Not for a savepoint that the job
     *     goes on after: a later checkpoint takes over what it holds
     */
    record NotifyComplete(long checkpointId, boolean commit) implements CheckpointAction {}

    /**
     * Tell all subtasks and enumerators that a checkpoint will not complete.
     *
     * @param latestCompleted the last one with commits that did, 0 if none did in this attempt. To
     *     be taken as its {@link NotifyComplete} by who has not heard that: a backend that still
     *     builds on an older one may refer to files that are gone, and would fail every checkpoint
     */
    record NotifyAborted(long checkpointId, long latestCompleted) implements CheckpointAction {}

    /** Delete the directory of a checkpoint. */
    record Discard(CheckpointRef checkpoint) implements CheckpointAction {}

    /** Delete shared files. */
    record DeleteShared(List<String> paths) implements CheckpointAction {}

    /** Answer a request. */
    record Answer(long request, Result result) implements CheckpointAction {}

    /** Publish what became of a checkpoint. */
    record Report(CheckpointStatistics statistics) implements CheckpointAction {}

    /** Send a {@code Tick} at this time of the monotonic clock; replaces an earlier wish. */
    record WakeAt(long nanos) implements CheckpointAction {}

    /** Let the attempt fail; the code of the error says whether another one can help. */
    record FailJob(StreamException cause) implements CheckpointAction {}

    /**
     * The job is at its end, everything is committed.
     *
     * @param how it ended
     */
    record EndJob(RecordContent.Ending how) implements CheckpointAction {}

    /** What became of a request. */
    sealed interface Result {
        /** The checkpoint is complete. */
        record Complete(CheckpointRef checkpoint) implements Result {}

        /**
         * It is written, but its attempt ended before the job did: that goes on from it, if it got
         * as far as the record.
         */
        record NotStopped(CheckpointRef checkpoint, String reason) implements Result {}

        /** There will be none. */
        record Refused(String reason) implements Result {}
    }
}
