/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.TwoPhaseSink;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A sink that ends the process between the commits of one checkpoint.
 *
 * @param <T> type of the records
 * @param <C> type of the committables
 */
final class HaltingSink<T, C> implements TwoPhaseSink<T, C> {
    private static final long serialVersionUID = 1L;

    /** Commits of all subtasks of the process. */
    private static final AtomicInteger COMMITS = new AtomicInteger();

    private final TwoPhaseSink<T, C> sink;
    private final int after;

    /** Ends the process after that many commits. */
    HaltingSink(TwoPhaseSink<T, C> sink, int after) {
        this.sink = sink;
        this.after = after;
    }

    @Override
    public PreCommittingWriter<T, C> createWriter(SinkContext context) throws Exception {
        return sink.createWriter(context);
    }

    @Override
    public Committer<C> createCommitter(SinkContext context) throws Exception {
        Committer<C> committer = sink.createCommitter(context);
        return committable -> {
            Committer.Outcome outcome = committer.commit(committable);
            if (COMMITS.incrementAndGet() > after) {
                HaltPoint.halt();
            }
            return outcome;
        };
    }
}
