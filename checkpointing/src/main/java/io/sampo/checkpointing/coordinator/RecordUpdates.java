/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.storage.CompletedCheckpoint;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.checkpointing.storage.RecordContent.Ending;
import io.sampo.checkpointing.storage.Retention;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the durable record, one at a time. One that failed may be there or not, so it is
 * stored again, the same, until that succeeds. The record has set ids of checkpoints aside, which
 * are taken here.
 */
final class RecordUpdates {
    private final Retention retention;
    private final Set<Long> damaged;
    private RecordContent stored;
    private long nextId;
    private @Nullable RecordContent wanted;
    private boolean inFlight;
    private List<CompletedCheckpoint> retiring = List.of();

    /**
     * Creates it.
     *
     * @param stored the record as it is
     * @param retention which checkpoints it keeps
     * @param damaged the ids of those of them that are of no use
     */
    RecordUpdates(RecordContent stored, Retention retention, Set<Long> damaged) {
        this.stored = stored;
        this.retention = retention;
        this.damaged = Set.copyOf(damaged);
        nextId = stored.firstUnusedId();
    }

    /** Returns when the newest checkpoint that it names was started. */
    OptionalLong lastTriggerMillis() {
        List<CompletedCheckpoint> completed = stored.restorable();
        return completed.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(completed.get(0).triggerMillis());
    }

    /** Whether an id is left that was set aside; if not, {@link #reserveIds} sets more aside. */
    boolean hasId() {
        return nextId < stored.idsBelow();
    }

    long takeId() {
        return nextId++;
    }

    CheckpointAction reserveIds() {
        return store(stored.reserveIds());
    }

    /** Names a checkpoint; those that it replaces can be {@linkplain #takeRetired taken} then. */
    CheckpointAction complete(CompletedCheckpoint checkpoint) {
        Retention.Choice choice = retention.add(stored.completed(), checkpoint, damaged);
        retiring = choice.retired();
        return store(stored.complete(choice.kept(), nextId));
    }

    /** Returns, once, the checkpoints that the record does not name any more. */
    List<CompletedCheckpoint> takeRetired() {
        List<CompletedCheckpoint> retired = retiring;
        retiring = List.of();
        return retired;
    }

    /** Says that the job has ended. */
    CheckpointAction end(Ending how) {
        return store(stored.end(how));
    }

    private CheckpointAction store(RecordContent next) {
        wanted = next;
        inFlight = true;
        return new CheckpointAction.StoreRecord(stored, next);
    }

    /** Whether an answer about that revision is one that is waited for. */
    boolean awaits(long revision) {
        return inFlight && wanted != null && wanted.revision() == revision;
    }

    void onStored() {
        if (wanted != null) {
            stored = wanted;
        }
        giveUp();
    }

    void onFailed() {
        inFlight = false;
    }

    /** Whether a change failed and is to be stored again. */
    boolean isToRetry() {
        return wanted != null && !inFlight;
    }

    CheckpointAction retry() {
        if (wanted == null) {
            throw new IllegalStateException(
                    "There is nothing to store: revision=" + stored.revision());
        }
        return store(wanted);
    }

    void giveUp() {
        wanted = null;
        inFlight = false;
    }
}
