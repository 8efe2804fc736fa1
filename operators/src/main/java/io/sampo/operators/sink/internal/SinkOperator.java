/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.sink.TwoPhaseSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sink in one subtask.
 *
 * @param <T> type of the records
 */
public final class SinkOperator<T> extends BasicOperator<T, Void> {
    private final Sink<T> sink;
    private @Nullable SinkWriter<T> writer;
    private @Nullable TwoPhases<T, ?> phases;
    private boolean finished;

    /** Creates the operator around its own copy of the sink. */
    public SinkOperator(Sink<T> sink) {
        this.sink = sink;
    }

    /** What a sink has that commits. */
    private static final class TwoPhases<T, C> {
        final PendingCommits<C> commits;
        @Nullable PreCommittingWriter<T, C> writer;

        TwoPhases(PendingCommits<C> commits) {
            this.commits = commits;
        }

        void prepare(long checkpointId) throws Exception {
            commits.add(checkpointId, Objects.requireNonNull(writer).prepareCommit(checkpointId));
        }
    }

    @Override
    public void open(OperatorContext context, Output<Void> output) throws Exception {
        super.open(context, output);
        SinkContext sinkContext = new SubtaskSinkContext(context);
        if (sink instanceof TwoPhaseSink<T, ?> committing) {
            openCommitting(committing, sinkContext);
        } else {
            writer = outside("open", () -> sink.createWriter(sinkContext));
        }
    }

    private <C> void openCommitting(TwoPhaseSink<T, C> committing, SinkContext sinkContext)
            throws Exception {
        TwoPhases<T, C> both =
                new TwoPhases<>(
                        new PendingCommits<>(
                                context(),
                                outside("open", () -> committing.createCommitter(sinkContext))));
        phases = both;
        both.commits.commitRestored();
        both.writer = outside("open", () -> committing.createWriter(sinkContext));
        writer = both.writer;
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(T record, long timestamp) throws Exception {
        try {
            writer.write(record, timestamp);
        } catch (IOException | UncheckedIOException failure) {
            throw failed("write", failure);
        }
    }

    @Override
    public void prepareSnapshot(long checkpointId) throws Exception {
        SinkWriter<T> target = opened();
        outside(
                "before checkpoint " + checkpointId,
                () -> {
                    if (!finished) {
                        target.flush(false);
                    }
                    if (phases != null) {
                        phases.prepare(checkpointId);
                    }
                    return Boolean.TRUE;
                });
    }

    @Override
    public void snapshotState(long checkpointId) {
        if (phases != null) {
            phases.commits.store();
        }
    }

    @Override
    public void checkpointCompleted(long checkpointId) throws Exception {
        if (phases != null) {
            phases.commits.commitUpTo(checkpointId);
        }
    }

    @Override
    public void finish() throws Exception {
        SinkWriter<T> target = opened();
        finished = true;
        outside(
                "end of input",
                () -> {
                    target.flush(true);
                    return Boolean.TRUE;
                });
    }

    private SinkWriter<T> opened() {
        return Objects.requireNonNull(writer, "The sink is not open");
    }

    /** Does what may block, and says where an outside system failed. */
    private <R> R outside(String phase, Callable<R> work) throws Exception {
        try {
            return context().blocking(work);
        } catch (IOException | UncheckedIOException failure) {
            throw failed(phase, failure);
        }
    }

    private StreamException failed(String phase, Exception cause) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "A sink failed: operator="
                        + context().operator()
                        + " subtask="
                        + context().subtaskIndex()
                        + " phase="
                        + phase
                        + " cause="
                        + cause,
                cause);
    }

    @Override
    @SuppressWarnings("try") // named only to be closed, the writer first
    public void close() throws Exception {
        AutoCloseable nothing = () -> {};
        try (AutoCloseable last = phases == null ? nothing : phases.commits;
                AutoCloseable first = writer == null ? nothing : writer) {
            writer = null;
        }
    }
}
