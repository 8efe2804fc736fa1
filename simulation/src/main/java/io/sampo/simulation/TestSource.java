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
import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a {@link TestInput}: one split, which the first subtask has. */
final class TestSource<T> implements Source<T, TestSource.Position, Boolean> {
    private static final long serialVersionUID = 1L;
    private static final String SPLIT = "input";

    private final long world;
    private final String name;

    TestSource(long world, String name) {
        this.world = world;
        this.name = name;
    }

    /**
     * How far the input was read.
     *
     * @param next entry to be read
     */
    record Position(int next) implements SourceSplit {
        @Override
        public String splitId() {
            return SPLIT;
        }
    }

    /** Returns the strategy that takes timestamps and watermarks as they were sent. */
    WatermarkStrategy<T> watermarks() {
        long of = world;
        String input = name;
        return WatermarkStrategy.<T>forGenerator(() -> new SentWatermarks<>(of, input))
                .withIdleness(Duration.ZERO);
    }

    private static <T> TestInput<T> input(long world, String name) {
        return Worlds.get(world).input(name);
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public SplitEnumerator<Position, Boolean> createEnumerator(
            SplitEnumeratorContext<Position> context, @Nullable Boolean restored) {
        return new OneSplit(context, restored != null && restored);
    }

    @Override
    public SourceReader<T, Position> createReader(SourceReaderContext context) {
        return new Reader<>(input(world, name), context);
    }

    /** Gives the split to the first subtask, once. */
    private static final class OneSplit implements SplitEnumerator<Position, Boolean> {
        private final SplitEnumeratorContext<Position> context;
        private boolean assigned;
        private Position split = new Position(0);

        OneSplit(SplitEnumeratorContext<Position> context, boolean assigned) {
            this.context = context;
            this.assigned = assigned;
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtaskIndex) {
            if (subtaskIndex == 0 && !assigned) {
                assigned = true;
                context.assignSplit(split, 0);
            }
            context.signalNoMoreSplits(subtaskIndex);
        }

        @Override
        public void addSplitsBack(List<Position> splits) {
            for (Position back : splits) {
                assigned = false;
                split = back;
            }
        }

        @Override
        public Boolean snapshotState(long checkpointId) {
            return assigned;
        }
    }

    private static final class Reader<T> implements SourceReader<T, Position> {
        private final TestInput<T> input;
        private final SourceReaderContext context;
        private final Runnable wakeUp;
        private int next = -1;
        private boolean noMoreSplits;

        Reader(TestInput<T> input, SourceReaderContext context) {
            this.input = input;
            this.context = context;
            this.wakeUp = context::wakeUp;
        }

        @Override
        public void start() {
            input.onMore(wakeUp);
            context.requestSplit();
        }

        @Override
        @SuppressWarnings("unchecked") // of the input's type
        public SourceDriver.Status poll(SourceOutput<T> output, TurnBudget budget) {
            if (next < 0) {
                return noMoreSplits ? SourceDriver.Status.END : SourceDriver.Status.NOTHING_NOW;
            }
            SourceOutput.SplitOutput<T> split = output.forSplit(SPLIT);
            while (input.has(next)) {
                if (budget.exhausted()) {
                    return SourceDriver.Status.MORE;
                }
                TestInput.Entry entry = input.get(next);
                next++;
                if (entry.record() != null) {
                    split.collect((T) Objects.requireNonNull(entry.record()), entry.timestamp());
                } else {
                    input.reached(next);
                }
            }
            return input.endsAt(next) ? SourceDriver.Status.END : SourceDriver.Status.NOTHING_NOW;
        }

        @Override
        public List<Position> snapshotState(long checkpointId) {
            List<Position> positions = new ArrayList<>();
            if (next >= 0) {
                positions.add(new Position(next));
            }
            return positions;
        }

        @Override
        public void addSplits(List<Position> splits) {
            for (Position split : splits) {
                next = split.next();
                input.reached(next);
            }
        }

        @Override
        public void noMoreSplits() {
            noMoreSplits = true;
            context.wakeUp();
        }

        @Override
        public void close() {
            input.forgetReader(wakeUp);
        }
    }

    /** Emits the watermarks that were sent before what has been read. */
    private static final class SentWatermarks<T> implements WatermarkGenerator<T> {
        private final long world;
        private final String name;

        SentWatermarks(long world, String name) {
            this.world = world;
            this.name = name;
        }

        @Override
        public void onEvent(T record, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            long watermark = input(world, name).watermark();
            if (watermark != Long.MIN_VALUE) {
                output.emitWatermark(watermark);
            }
        }
    }
}
