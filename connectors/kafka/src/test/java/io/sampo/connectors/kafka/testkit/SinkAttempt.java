/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SharedState;
import io.sampo.operators.sink.TwoPhaseSink;
import io.sampo.operators.testkit.ManualSinkContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subtasks of a two-phase sink in one attempt, driven as the engine does it. One that is not
 * closed is a zombie: it may go on beside the next.
 */
public final class SinkAttempt<T, C> implements AutoCloseable {
    private final TwoPhaseSink<T, C> sink;
    private final List<Subtask> subtasks = new ArrayList<>();
    private final Duration commitDelay;
    private final boolean restored;

    /** What a checkpoint holds: committables by subtask, and what all subtasks share. */
    public record Snapshot<C>(
            long checkpointId, List<List<Pending<C>>> committables, List<Object> shared) {}

    /** A committable with its checkpoint. */
    public record Pending<C>(long checkpointId, C committable) {}

    /** Opens all subtasks; restored committables go round robin if there are others than before. */
    public SinkAttempt(
            TwoPhaseSink<T, C> sink,
            int parallelism,
            Duration commitDelay,
            @Nullable Snapshot<C> snapshot)
            throws Exception {
        this.sink = sink;
        this.commitDelay = commitDelay;
        this.restored = snapshot != null;
        List<List<Pending<C>>> dealt = deal(snapshot, parallelism);
        for (int i = 0; i < parallelism; i++) {
            Subtask subtask =
                    new Subtask(i, parallelism, snapshot == null ? List.of() : snapshot.shared());
            subtask.pending.addAll(dealt.get(i));
            subtasks.add(subtask);
            subtask.open();
        }
    }

    private static <C> List<List<Pending<C>>> deal(
            @Nullable Snapshot<C> snapshot, int parallelism) {
        if (snapshot != null && snapshot.committables().size() == parallelism) {
            return snapshot.committables();
        }
        List<List<Pending<C>>> dealt = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            dealt.add(new ArrayList<>());
        }
        if (snapshot != null) {
            int next = 0;
            for (List<Pending<C>> of : snapshot.committables()) {
                for (Pending<C> pending : of) {
                    dealt.get(next++ % parallelism).add(pending);
                }
            }
        }
        return dealt;
    }

    /** Writes a record through one subtask. */
    public void write(int subtask, T record) throws Exception {
        subtasks.get(subtask).writer.write(record, Long.MIN_VALUE);
    }

    /** Prepares and stores a checkpoint. */
    public Snapshot<C> checkpoint(long checkpointId) throws Exception {
        List<List<Pending<C>>> committables = new ArrayList<>();
        List<Object> shared = new ArrayList<>();
        for (Subtask subtask : subtasks) {
            subtask.writer.flush(false);
            for (C committable : subtask.writer.prepareCommit(checkpointId)) {
                subtask.pending.add(new Pending<>(checkpointId, committable));
            }
            committables.add(List.copyOf(subtask.pending));
            shared.addAll(subtask.shared);
        }
        return new Snapshot<>(checkpointId, committables, shared);
    }

    /** Tells all subtasks that a checkpoint is complete. */
    public void complete(long checkpointId) throws Exception {
        for (Subtask subtask : subtasks) {
            subtask.commitUpTo(checkpointId);
        }
    }

    @Override
    public void close() throws Exception {
        for (Subtask subtask : subtasks) {
            subtask.writer.close();
            subtask.committer.close();
        }
    }

    private final class Subtask extends ManualSinkContext {
        private final Deque<Pending<C>> pending = new ArrayDeque<>();
        private final List<Object> restoredShared;
        private List<Object> shared = List.of();
        private Committer<C> committer;
        private PreCommittingWriter<T, C> writer;

        Subtask(int index, int parallelism, List<Object> restoredShared) {
            super(index, parallelism, 1, restored);
            this.restoredShared = restoredShared;
        }

        void open() throws Exception {
            committer = sink.createCommitter(this);
            commitUpTo(Long.MAX_VALUE);
            writer = sink.createWriter(this);
        }

        void commitUpTo(long checkpointId) throws Exception {
            while (!pending.isEmpty() && pending.peek().checkpointId() <= checkpointId) {
                int tries = 0;
                while (committer.commit(pending.peek().committable()) == Committer.Outcome.RETRY) {
                    if (++tries == 10) {
                        throw new AssertionError("cannot be committed: " + pending.peek());
                    }
                }
                pending.remove();
            }
        }

        @Override
        public Duration commitDelay() {
            return commitDelay;
        }

        @Override
        @SuppressWarnings("unchecked") // one list, of one type
        public <S> SharedState<S> sharedState(String name, Class<S> type) {
            return new SharedState<>() {
                @Override
                public List<S> restored() {
                    return (List<S>) restoredShared;
                }

                @Override
                public void store(List<S> own) {
                    shared = List.copyOf(own);
                }
            };
        }
    }
}
