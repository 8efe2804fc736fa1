/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import io.sampo.connectors.files.sink.FileCommittable;
import io.sampo.connectors.files.sink.FileSink;
import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.TwoPhaseSink;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The files sink, ending the process when one file of a checkpoint is committed and another one is
 * about to be, in whatever subtasks.
 *
 * @param <T> type of the records
 */
final class HaltingSink<T> implements TwoPhaseSink<T, FileCommittable> {
    private static final long serialVersionUID = 1L;

    private static final Object LOCK = new Object();

    /** Told the name of a file that is about to be committed after another of its checkpoint. */
    private static Consumer<Path> amidCommits = next -> {};

    private static long lastCommitted;

    private final FileSink<T> files;

    HaltingSink(FileSink<T> files) {
        this.files = files;
    }

    /** Sets what is told, for the whole process: each subtask has a copy of the sink. */
    static void onAmidCommits(Consumer<Path> listener) {
        synchronized (LOCK) {
            amidCommits = listener;
        }
    }

    @Override
    public PreCommittingWriter<T, FileCommittable> createWriter(SinkContext context) {
        return files.createWriter(context);
    }

    @Override
    public Committer<FileCommittable> createCommitter(SinkContext context) {
        return new OneByOne(files.createCommitter(context));
    }

    private record OneByOne(Committer<FileCommittable> committer)
            implements Committer<FileCommittable> {
        @Override
        public Outcome commit(FileCommittable part) throws Exception {
            Path target = Path.of(part.target());
            long checkpoint = OutputFiles.checkpointOf(target);
            synchronized (LOCK) {
                if (checkpoint == lastCommitted) {
                    amidCommits.accept(target);
                }
                Outcome outcome = committer.commit(part);
                if (outcome == Outcome.COMMITTED) {
                    lastCommitted = checkpoint;
                }
                return outcome;
            }
        }

        @Override
        public void close() throws Exception {
            committer.close();
        }
    }
}
