/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.sink.TwoPhaseSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** A sink that notes its calls, and commits as the test says. */
final class FakeSink implements TwoPhaseSink<String, String> {
    private static final long serialVersionUID = 1L;

    final transient List<String> calls = new ArrayList<>();

    /** What the next commits answer; {@code COMMITTED} if there is nothing left. */
    final transient Deque<Committer.Outcome> answers = new ArrayDeque<>();

    transient String refused = "";
    transient boolean broken;

    @Override
    public PreCommittingWriter<String, String> createWriter(SinkContext context) {
        calls.add("writer attempt=" + context.attempt() + " restored=" + context.isRestored());
        return new Writer();
    }

    @Override
    public Committer<String> createCommitter(SinkContext context) {
        calls.add("committer");
        return new Committer<>() {
            @Override
            public Outcome commit(String committable) {
                calls.add("commit " + committable);
                if (committable.equals(refused)) {
                    throw new IllegalStateException("unknown transaction");
                }
                return answers.isEmpty() ? Outcome.COMMITTED : answers.pop();
            }

            @Override
            public void close() {
                calls.add("close committer");
            }
        };
    }

    private final class Writer implements PreCommittingWriter<String, String>, SinkWriter<String> {
        private final List<String> written = new ArrayList<>();

        @Override
        public void write(String record, long timestamp) throws IOException {
            if (broken) {
                throw new IOException("disk full");
            }
            written.add(record);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            calls.add("flush" + (endOfInput ? " end" : ""));
            if (broken) {
                throw new IOException("disk full");
            }
        }

        @Override
        public Collection<String> prepareCommit(long checkpointId) {
            List<String> taken = List.copyOf(written);
            written.clear();
            calls.add("prepare " + checkpointId + " " + taken);
            return taken;
        }

        @Override
        public void close() {
            calls.add("close writer");
        }
    }
}
