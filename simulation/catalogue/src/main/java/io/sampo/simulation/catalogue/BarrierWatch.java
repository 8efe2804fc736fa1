/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.TwoPhaseSink;
import java.util.Collection;
import java.util.List;

/**
 * A sink that keeps nothing: in a chain it tells when a barrier goes through there.
 *
 * @param history the number of the {@link BarrierTimes}
 * @param isSource whether the chain is that of the source
 */
record BarrierWatch<T>(long history, boolean isSource) implements TwoPhaseSink<T, String> {
    private static final long serialVersionUID = 1L;

    /** The subtask to which slow records go. */
    static final int SLOW = 0;

    @Override
    public PreCommittingWriter<T, String> createWriter(SinkContext context) {
        return new Writer<>(BarrierTimes.of(history), isSource, context);
    }

    @Override
    public Committer<String> createCommitter(SinkContext context) {
        return nothing -> Committer.Outcome.COMMITTED;
    }

    private record Writer<T>(BarrierTimes times, boolean isSource, SinkContext context)
            implements PreCommittingWriter<T, String> {
        @Override
        public void write(T record, long timestamp) {}

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public Collection<String> prepareCommit(long checkpointId) {
            long now = context.clock().nanoTime();
            if (isSource) {
                times.leaves(checkpointId, context.attempt(), now);
            } else if (context.subtaskIndex() != SLOW) {
                times.arrive(checkpointId, context.attempt(), now);
            }
            return List.of();
        }
    }
}
