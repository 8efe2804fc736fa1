/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.TwoPhaseSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes to an {@link OutsideOutput}: what was written between two barriers is one transaction
 * there.
 */
final class OutputSink<T> implements TwoPhaseSink<T, String> {
    private static final long serialVersionUID = 1L;

    private final long world;
    private final String name;

    /**
     * Creates the sink.
     *
     * @param world the number of the world in which the output is: a sink is serialized
     */
    OutputSink(long world, String name) {
        this.world = world;
        this.name = name;
    }

    @Override
    public String target() {
        return "simulated output " + name;
    }

    private OutsideOutput.Session session() {
        return Worlds.get(world).open(name);
    }

    @Override
    public PreCommittingWriter<T, String> createWriter(SinkContext context) {
        return new Writer<>(
                session(), context.subtaskIndex(), context.attempt(), new ArrayList<>());
    }

    @Override
    public Committer<String> createCommitter(SinkContext context) {
        OutsideOutput.Session session = session();
        return transaction -> {
            session.commit(transaction);
            return Committer.Outcome.COMMITTED;
        };
    }

    private record Writer<T>(
            OutsideOutput.Session session, int subtask, int attempt, List<Object> open)
            implements PreCommittingWriter<T, String> {
        @Override
        public void write(T record, long timestamp) {
            open.add(record);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<String> prepareCommit(long checkpointId) {
            if (open.isEmpty()) {
                return List.of();
            }
            String transaction = subtask + "/" + attempt + "/" + checkpointId;
            session.prepare(transaction, attempt, List.copyOf(open));
            open.clear();
            return List.of(transaction);
        }
    }
}
