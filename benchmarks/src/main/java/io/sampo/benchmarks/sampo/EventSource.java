/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.measure.Events;
import io.sampo.benchmarks.measure.Stopwatch;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events 0 to {@code count} - 1, each made from its index: reader s of p makes s, s + p, s +
 * 2p, ...
 *
 * @param <T> type of the events
 */
final class EventSource<T> implements Source<T, EventSource.Lane, Integer> {
    private static final long serialVersionUID = 1L;

    private final long count;
    private final Events<T> events;

    EventSource(long count, Events<T> events) {
        this.count = count;
        this.events = events;
    }

    /**
     * Every p-th event.
     *
     * @param first the lane's number
     * @param step how many lanes there are
     * @param next the next event
     */
    record Lane(int first, int step, long next) implements SourceSplit {
        @Override
        public String splitId() {
            return "lane-" + first;
        }
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public SplitEnumerator<Lane, Integer> createEnumerator(
            SplitEnumeratorContext<Lane> context, @Nullable Integer restored) {
        return new Lanes(context, restored == null ? 0 : restored);
    }

    @Override
    public SourceReader<T, Lane> createReader(SourceReaderContext context) {
        return new Reader<>(context, count, events);
    }

    /** Gives each reader the lane of its number. */
    private static final class Lanes implements SplitEnumerator<Lane, Integer> {
        private final SplitEnumeratorContext<Lane> context;
        private int given;

        Lanes(SplitEnumeratorContext<Lane> context, int given) {
            this.context = context;
            this.given = given;
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtaskIndex) {
            if (given < context.parallelism()) {
                context.assignSplit(new Lane(given, context.parallelism(), given), subtaskIndex);
                given++;
            } else {
                context.signalNoMoreSplits(subtaskIndex);
            }
        }

        @Override
        public void addSplitsBack(List<Lane> splits) {
            throw new IllegalStateException("A benchmark keeps its parallelism: splits=" + splits);
        }

        @Override
        public Integer snapshotState(long checkpointId) {
            return given;
        }
    }

    private static final class Reader<T> implements SourceReader<T, Lane> {
        private final SourceReaderContext context;
        private final long count;
        private final Events<T> events;
        private @Nullable Lane lane;
        private SourceOutput.@Nullable SplitOutput<T> output;
        private long next;
        private boolean noMore;

        Reader(SourceReaderContext context, long count, Events<T> events) {
            this.context = context;
            this.count = count;
            this.events = events;
        }

        @Override
        public void start() {
            if (lane == null) {
                context.requestSplit();
            }
        }

        @Override
        public Status poll(SourceOutput<T> out, TurnBudget budget) {
            Lane current = lane;
            if (current == null) {
                return noMore ? Status.END : Status.NOTHING_NOW;
            }
            if (output == null) {
                output = out.forSplit(current.splitId());
                Stopwatch.first();
            }
            return emit(output, current.step(), budget);
        }

        private Status emit(SourceOutput.SplitOutput<T> out, int step, TurnBudget budget) {
            long index = next;
            try {
                while (index < count) {
                    if (budget.exhausted()) {
                        return Status.MORE;
                    }
                    long wait = events.notDueFor(index);
                    if (wait > 0) {
                        context.wakeUpAfter(wait);
                        return Status.NOTHING_NOW;
                    }
                    out.collect(events.event(index));
                    index += step;
                }
                return Status.END;
            } finally {
                next = index;
            }
        }

        @Override
        public List<Lane> snapshotState(long checkpointId) {
            List<Lane> splits = new ArrayList<>();
            if (lane != null) {
                splits.add(new Lane(lane.first(), lane.step(), next));
            }
            return splits;
        }

        @Override
        public void addSplits(List<Lane> splits) {
            lane = splits.get(0);
            next = lane.next();
        }

        @Override
        public void noMoreSplits() {
            noMore = true;
        }
    }
}
