/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the durable record of a job says. Immutable; each change is a new content with the next
 * revision, which {@link JobRecord#compareAndSet} stores.
 *
 * @param jobName whose record it is
 * @param revision counts the changes
 * @param attempt the last attempt that was begun; 0 before the first
 * @param idsBelow checkpoint ids below this one may have been used
 * @param ending whether the job came to an end of its own
 * @param lineageAttempt the attempt that started the history that counts: earlier checkpoints
 *     belong to a run that finished, or that the user left for another checkpoint
 * @param run names the submission to a cluster that the last attempt was made for; null if there is
 *     none, and each start of a process is one
 * @param restoredFrom the checkpoint directory that the user started that history from, if any
 * @param completed the checkpoints that are kept, oldest first
 */
public record RecordContent(
        String jobName,
        long revision,
        int attempt,
        long idsBelow,
        Ending ending,
        int lineageAttempt,
        @Nullable String run,
        @Nullable String restoredFrom,
        List<CompletedCheckpoint> completed) {
    /**
     * How many checkpoint ids are set aside at a time, so that not every checkpoint costs a write
     * of its own for its id. What a process leaves unused is never used.
     */
    public static final int ID_BLOCK = 100;

    /** Whether a job came to an end of its own. */
    public enum Ending {
        /** It runs, or it failed or was killed and goes on from where it was. */
        NONE,
        /** All input was read and all output committed: started again, it starts over. */
        FINISHED,
        /** It stopped with a savepoint: started again, it goes on from there. */
        STOPPED
    }

    /** Copies the list. */
    public RecordContent {
        completed = List.copyOf(completed);
    }

    /** Returns the newest of the checkpoints that are kept. */
    public Optional<CompletedCheckpoint> newest() {
        return completed.isEmpty()
                ? Optional.empty()
                : Optional.of(completed.get(completed.size() - 1));
    }

    /** Makes sure that a content is one revision after another. */
    static void requireNext(RecordContent expected, RecordContent next) {
        if (next.revision() != expected.revision() + 1) {
            throw new IllegalArgumentException(
                    "Revisions count up by one: expected="
                            + expected.revision()
                            + " next="
                            + next.revision());
        }
    }

    /** Returns the content before the first attempt. */
    public static RecordContent fresh(String jobName) {
        return new RecordContent(jobName, 0, 0, 1, Ending.NONE, 1, null, null, List.of());
    }

    /**
     * Returns the content that must be stored before an attempt does anything: its number, and a
     * block of checkpoint ids, of which {@link #firstUnusedId()} is the first.
     *
     * @param from the checkpoint directory that the user wants to start from. It counts once: the
     *     same one again, at the restart of a process, does not undo what was done since
     */
    public RecordContent beginAttempt(@Nullable String from) {
        return beginAttempt(from, null);
    }

    /**
     * Returns the same for an attempt of a submission.
     *
     * @param forRun names the submission; null if there is none
     */
    public RecordContent beginAttempt(@Nullable String from, @Nullable String forRun) {
        boolean elsewhere = from != null && !from.equals(restoredFrom);
        boolean newLineage = elsewhere || ending == Ending.FINISHED;
        return new RecordContent(
                jobName,
                revision + 1,
                attempt + 1,
                idsBelow + ID_BLOCK,
                Ending.NONE,
                newLineage ? attempt + 1 : lineageAttempt,
                forRun,
                newLineage ? from : restoredFrom,
                completed);
    }

    /**
     * Returns the content with attempt and ids above those of a checkpoint that another record
     * named, from which this attempt goes on: sinks rely on neither ever coming twice.
     */
    public RecordContent above(CheckpointRef foreign) {
        int next = Math.max(attempt, foreign.attempt() + 1);
        return new RecordContent(
                jobName,
                revision,
                next,
                Math.max(idsBelow, foreign.id() + 1 + ID_BLOCK),
                ending,
                lineageAttempt == attempt ? next : lineageAttempt,
                run,
                restoredFrom,
                completed);
    }

    /** Returns the first checkpoint id of the block that the last change set aside. */
    public long firstUnusedId() {
        return idsBelow - ID_BLOCK;
    }

    /** Returns the content that sets aside another block of checkpoint ids. */
    public RecordContent reserveIds() {
        return new RecordContent(
                jobName,
                revision + 1,
                attempt,
                idsBelow + ID_BLOCK,
                ending,
                lineageAttempt,
                run,
                restoredFrom,
                completed);
    }

    /**
     * Returns the content that makes a checkpoint count.
     *
     * @param kept the checkpoints to keep, it among them
     * @param nextId the next id to use; when few are left, more are set aside along the way
     */
    public RecordContent complete(List<CompletedCheckpoint> kept, long nextId) {
        long ids = idsBelow - nextId < ID_BLOCK / 2 ? nextId + ID_BLOCK : idsBelow;
        return new RecordContent(
                jobName,
                revision + 1,
                attempt,
                ids,
                ending,
                lineageAttempt,
                run,
                restoredFrom,
                kept);
    }

    /** Returns the content that says how the job ended. */
    public RecordContent end(Ending how) {
        return new RecordContent(
                jobName,
                revision + 1,
                attempt,
                idsBelow,
                how,
                lineageAttempt,
                run,
                restoredFrom,
                completed);
    }

    /** Returns the checkpoints that the job can go on from, newest first. */
    public List<CompletedCheckpoint> restorable() {
        List<CompletedCheckpoint> newestFirst = new ArrayList<>();
        for (CompletedCheckpoint checkpoint : completed) {
            if (checkpoint.ref().attempt() >= lineageAttempt) {
                newestFirst.add(0, checkpoint);
            }
        }
        return newestFirst;
    }
}
