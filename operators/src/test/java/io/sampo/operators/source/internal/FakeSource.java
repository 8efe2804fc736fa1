/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source whose one reader does what the test tells it to do in the next poll. */
final class FakeSource implements Source<Long, FakeSource.Split, String> {
    private static final long serialVersionUID = 1L;

    /** A position in something that has a name. */
    record Split(String splitId, int position) implements SourceSplit {}

    /** What a poll does. */
    @FunctionalInterface
    interface Poll {
        Status run(SourceOutput<Long> output) throws Exception;
    }

    final transient Reader reader = new Reader();
    private final boolean bounded;

    FakeSource(boolean bounded) {
        this.bounded = bounded;
    }

    @Override
    public boolean isBounded() {
        return bounded;
    }

    @Override
    public SplitEnumerator<Split, String> createEnumerator(
            SplitEnumeratorContext<Split> context, @Nullable String restored) {
        throw new UnsupportedOperationException("Not part of a subtask");
    }

    @Override
    public SourceReader<Long, Split> createReader(SourceReaderContext context) {
        reader.context = context;
        return reader;
    }

    static final class Reader implements SourceReader<Long, Split> {
        final Map<String, Split> splits = new LinkedHashMap<>();
        final List<String> calls = new ArrayList<>();
        private @Nullable SourceReaderContext context;
        Poll next = output -> Status.NOTHING_NOW;

        /** Of the poll that runs. */
        TurnBudget budget = TurnBudget.UNLIMITED;

        /** As a thread does that has something to hand over. */
        void wakeUp() {
            Objects.requireNonNull(context).wakeUp();
        }

        @Override
        public void start() {
            calls.add("start");
        }

        @Override
        public Status poll(SourceOutput<Long> output, TurnBudget budget) throws Exception {
            this.budget = budget;
            return next.run(output);
        }

        @Override
        public List<Split> snapshotState(long checkpointId) {
            return List.copyOf(splits.values());
        }

        @Override
        public void addSplits(List<Split> added) {
            added.forEach(split -> splits.put(split.splitId(), split));
            calls.add("add " + added.stream().map(Split::splitId).toList());
        }

        @Override
        public void noMoreSplits() {
            calls.add("no more");
        }

        @Override
        public void checkpointCompleted(long checkpointId) {
            calls.add("completed " + checkpointId);
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
