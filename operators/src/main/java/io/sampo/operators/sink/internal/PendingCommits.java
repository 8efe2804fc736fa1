/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.Counter;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.sink.Committer;
import io.sampo.state.ListState;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What a sink has promised to commit, oldest first (SEMANTICS rules 58 to 61). Nothing is ever
 * skipped: what cannot be committed fails the job.
 */
final class PendingCommits<C> implements AutoCloseable {
    private static final int ATTEMPTS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int LONGEST_NAME = 500;

    private final OperatorContext context;
    private final Committer<C> committer;
    private final ListState<StoredCommittable<C>> stored;
    private final Counter committed;

    /** By ascending checkpoint. */
    private final Deque<StoredCommittable<C>> pending = new ArrayDeque<>();

    PendingCommits(OperatorContext context, Committer<C> committer) {
        this.context = context;
        this.committer = committer;
        this.stored =
                context.operatorState().list("committables", storedType(), Distribution.SPLIT);
        this.committed = context.metrics().counter("committed");
    }

    @SuppressWarnings("unchecked") // the committable's own class stands beside it
    private static <C> TypeInfo<StoredCommittable<C>> storedType() {
        return (TypeInfo<StoredCommittable<C>>) (TypeInfo<?>) TypeInfo.of(StoredCommittable.class);
    }

    /**
     * Commits everything that the restored checkpoint holds: it is complete, else it were not one.
     */
    void commitRestored() throws Exception {
        List<StoredCommittable<C>> restored = new ArrayList<>();
        stored.get().forEach(restored::add);
        restored.sort((a, b) -> Long.compare(a.checkpointId(), b.checkpointId()));
        pending.addAll(restored);
        commitUpTo(Long.MAX_VALUE);
    }

    void add(long checkpointId, Collection<C> committables) {
        for (C committable : committables) {
            pending.add(new StoredCommittable<>(checkpointId, committable));
        }
    }

    void store() {
        stored.update(new ArrayList<>(pending));
    }

    /** Commits what belongs to the checkpoint or an earlier one. */
    void commitUpTo(long checkpointId) throws Exception {
        List<StoredCommittable<C>> due = new ArrayList<>();
        for (StoredCommittable<C> entry : pending) {
            if (entry.checkpointId() <= checkpointId) {
                due.add(entry);
            }
        }
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; !due.isEmpty(); attempt++) {
            context.blocking(
                    () -> {
                        commitOnce(due);
                        return Boolean.TRUE;
                    });
            if (due.isEmpty()) {
                break;
            }
            if (attempt == ATTEMPTS) {
                throw notCommittedYet(due.get(0), due.size());
            }
            context.pause(pause);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private void commitOnce(List<StoredCommittable<C>> due) {
        for (Iterator<StoredCommittable<C>> left = due.iterator(); left.hasNext(); ) {
            StoredCommittable<C> entry = left.next();
            if (commit(entry) == Committer.Outcome.COMMITTED) {
                left.remove();
                pending.remove(entry);
                committed.increment();
            }
        }
    }

    private Committer.Outcome commit(StoredCommittable<C> entry) {
        try {
            return committer.commit(entry.committable());
        } catch (Exception failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new StreamException(
                    ErrorCode.COMMIT_REFUSED,
                    "A commit was refused for good, and skipping it would lose output:"
                            + describe(entry)
                            + " cause="
                            + StreamException.withoutFullStop(failure)
                            + (context.checkpointingEnabled()
                                    ? ". Make the commit possible, or start from an older savepoint."
                                    : ". Make the commit possible and run the job again; it keeps no"
                                            + " checkpoints, and starts over."),
                    failure);
        }
    }

    private StreamException notCommittedYet(StoredCommittable<C> first, int count) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "Output could not be committed in "
                        + ATTEMPTS
                        + " attempts:"
                        + describe(first)
                        + " uncommitted="
                        + count
                        + ". It stays in the checkpoint and is tried again when the job restarts.");
    }

    private String describe(StoredCommittable<C> entry) {
        String name = String.valueOf(entry.committable());
        return " operator="
                + context.operator()
                + " subtask="
                + context.subtaskIndex()
                + " checkpoint="
                + entry.checkpointId()
                + " committable="
                + (name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...");
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }
}
