/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that is read in bursts of a few records, with pauses. How many and how long is taken
 * from the time, which the seed decides.
 */
final class PacedSource<T, S extends SourceSplit, C> implements Source<T, S, C> {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_BURST = 16;
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;

    private final Source<T, S, C> source;

    PacedSource(Source<T, S, C> source) {
        this.source = source;
    }

    @Override
    public boolean isBounded() {
        return source.isBounded();
    }

    @Override
    public SplitEnumerator<S, C> createEnumerator(
            SplitEnumeratorContext<S> context, @Nullable C restored) throws Exception {
        return source.createEnumerator(context, restored);
    }

    @Override
    public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
        return new Reader<>(source.createReader(context), context);
    }

    private static final class Reader<T, S extends SourceSplit> implements SourceReader<T, S> {
        private final SourceReader<T, S> reader;
        private final SourceReaderContext context;
        private long pausedUntil = Long.MIN_VALUE;

        Reader(SourceReader<T, S> reader, SourceReaderContext context) {
            this.reader = reader;
            this.context = context;
        }

        @Override
        public void start() throws Exception {
            reader.start();
        }

        @Override
        public SourceDriver.Status poll(SourceOutput<T> output, TurnBudget budget)
                throws Exception {
            long now = context.clock().nanoTime();
            if (now < pausedUntil) {
                context.wakeUpAfter(pausedUntil - now);
                return SourceDriver.Status.NOTHING_NOW;
            }
            Burst burst = new Burst(budget, 1 + (int) (now % LONGEST_BURST));
            SourceDriver.Status status = reader.poll(output, burst);
            if (status == SourceDriver.Status.MORE && burst.isOver()) {
                long pause = Math.floorMod(now * 31, LONGEST_PAUSE_NANOS);
                pausedUntil = now + pause;
                context.wakeUpAfter(pause);
                return SourceDriver.Status.NOTHING_NOW;
            }
            return status;
        }

        @Override
        public List<S> snapshotState(long checkpointId) throws Exception {
            return reader.snapshotState(checkpointId);
        }

        @Override
        public void addSplits(List<S> splits) throws Exception {
            reader.addSplits(splits);
        }

        @Override
        public void noMoreSplits() {
            reader.noMoreSplits();
        }

        @Override
        public void checkpointCompleted(long checkpointId) throws Exception {
            reader.checkpointCompleted(checkpointId);
        }

        @Override
        public void close() throws Exception {
            reader.close();
        }
    }

    /** The turn's budget, and not more than a few records. */
    private static final class Burst implements TurnBudget {
        private final TurnBudget turn;
        private int left;

        Burst(TurnBudget turn, int records) {
            this.turn = turn;
            this.left = records;
        }

        @Override
        public boolean exhausted() {
            return --left < 0 || turn.exhausted();
        }

        boolean isOver() {
            return left < 0;
        }
    }
}
