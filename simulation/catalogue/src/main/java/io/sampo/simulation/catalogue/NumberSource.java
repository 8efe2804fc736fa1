/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers below a limit, in splits of a few; a reader that is done asks for another split. */
final class NumberSource
        implements Source<Integer, NumberSource.Numbers, List<NumberSource.Numbers>> {
    private static final long serialVersionUID = 1L;
    private static final int SPLIT = 8;

    private final int limit;

    NumberSource(int limit) {
        this.limit = limit;
    }

    /**
     * Some numbers.
     *
     * @param first of the split
     * @param next to be read
     * @param end behind the last one
     */
    record Numbers(int first, int next, int end) implements SourceSplit {
        @Override
        public String splitId() {
            return "from " + first;
        }
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public SplitEnumerator<Numbers, List<Numbers>> createEnumerator(
            SplitEnumeratorContext<Numbers> context, @Nullable List<Numbers> restored) {
        List<Numbers> left = restored;
        if (left == null) {
            left = new ArrayList<>();
            for (int first = 0; first < limit; first += SPLIT) {
                left.add(new Numbers(first, first, Math.min(limit, first + SPLIT)));
            }
        }
        return new Dealer(context, new ArrayDeque<>(left));
    }

    @Override
    public SourceReader<Integer, Numbers> createReader(SourceReaderContext context) {
        return new Reader(context);
    }

    private record Dealer(SplitEnumeratorContext<Numbers> context, Deque<Numbers> left)
            implements SplitEnumerator<Numbers, List<Numbers>> {
        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtaskIndex) {
            Numbers split = left.poll();
            if (split == null) {
                context.signalNoMoreSplits(subtaskIndex);
            } else {
                context.assignSplit(split, subtaskIndex);
            }
        }

        @Override
        public void addSplitsBack(List<Numbers> splits) {
            left.addAll(splits);
        }

        @Override
        public List<Numbers> snapshotState(long checkpointId) {
            return new ArrayList<>(left);
        }
    }

    private static final class Reader implements SourceReader<Integer, Numbers> {
        private final SourceReaderContext context;
        private final Deque<Numbers> splits = new ArrayDeque<>();
        private boolean last;

        Reader(SourceReaderContext context) {
            this.context = context;
        }

        @Override
        public void start() {
            context.requestSplit();
        }

        @Override
        public SourceDriver.Status poll(SourceOutput<Integer> output, TurnBudget budget) {
            Numbers split = splits.poll();
            if (split == null) {
                return last ? SourceDriver.Status.END : SourceDriver.Status.NOTHING_NOW;
            }
            SourceOutput.SplitOutput<Integer> out = output.forSplit(split.splitId());
            int next = split.next();
            while (next < split.end() && !budget.exhausted()) {
                out.collect(next++);
            }
            if (next < split.end()) {
                splits.addFirst(new Numbers(split.first(), next, split.end()));
            } else {
                output.releaseSplit(split.splitId());
                if (splits.isEmpty()) {
                    context.requestSplit();
                }
            }
            return SourceDriver.Status.MORE;
        }

        @Override
        public List<Numbers> snapshotState(long checkpointId) {
            return new ArrayList<>(splits);
        }

        @Override
        public void addSplits(List<Numbers> added) {
            splits.addAll(added);
        }

        @Override
        public void noMoreSplits() {
            last = true;
            context.wakeUp();
        }
    }
}
