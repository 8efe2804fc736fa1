/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.measure.Events;
import io.sampo.benchmarks.measure.Stopwatch;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The events 0 to {@code count} - 1, each made from its index: reader s of p makes s, s + p, s +
 * 2p, ...
 *
 * @param <T> type of the events
 */
final class LaneSource<T> implements Source<T, Lane, Lane> {
    private static final long serialVersionUID = 1L;

    private static final long LONGEST_PARK_NANOS = 100_000;

    private final long count;
    private final Events<T> events;

    LaneSource(long count, Events<T> events) {
        this.count = count;
        this.events = events;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<T, Lane> createReader(SourceReaderContext context) {
        return new Reader<>(context, count, events);
    }

    @Override
    public SplitEnumerator<Lane, Lane> createEnumerator(SplitEnumeratorContext<Lane> context) {
        return new Lanes(context);
    }

    @Override
    public SplitEnumerator<Lane, Lane> restoreEnumerator(
            SplitEnumeratorContext<Lane> context, Lane state) {
        return new Lanes(context).restored();
    }

    @Override
    public SimpleVersionedSerializer<Lane> getSplitSerializer() {
        return new Lane.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Lane> getEnumeratorCheckpointSerializer() {
        return new Lane.Serializer();
    }

    /** Gives each reader the lane of its number, once: after that a reader has it in its state. */
    private static final class Lanes implements SplitEnumerator<Lane, Lane> {
        private final SplitEnumeratorContext<Lane> context;
        private final Set<Integer> given = new HashSet<>();

        Lanes(SplitEnumeratorContext<Lane> context) {
            this.context = context;
        }

        /** Takes it that all lanes have been given. */
        Lanes restored() {
            for (int lane = 0; lane < context.currentParallelism(); lane++) {
                given.add(lane);
            }
            return this;
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {}

        @Override
        public void addSplitsBack(List<Lane> splits, int subtask) {
            splits.forEach(lane -> given.remove(lane.first()));
        }

        @Override
        public void addReader(int subtask) {
            if (given.add(subtask)) {
                Lane lane = new Lane(subtask, context.currentParallelism(), subtask);
                context.assignSplit(lane, subtask);
            }
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public Lane snapshotState(long checkpointId) {
            return new Lane(0, context.currentParallelism(), 0);
        }

        @Override
        public void close() {}
    }

    private static final class Reader<T> implements SourceReader<T, Lane> {
        private final SourceReaderContext context;
        private final long count;
        private final Events<T> events;
        private final Queue<Lane> lanes = new ArrayDeque<>();
        private CompletableFuture<Void> available = new CompletableFuture<>();
        private @Nullable Lane current;
        private long next;
        private int step;

        Reader(SourceReaderContext context, long count, Events<T> events) {
            this.context = context;
            this.count = count;
            this.events = events;
        }

        @Override
        public void start() {
            context.sendSplitRequest();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<T> output) {
            if (step == 0) {
                Lane lane = lanes.poll();
                if (lane == null) {
                    return InputStatus.NOTHING_AVAILABLE;
                }
                current = lane;
                next = lane.next();
                step = lane.step();
                Stopwatch.first();
            }
            if (next >= count) {
                return InputStatus.END_OF_INPUT;
            }
            long wait = events.notDueFor(next);
            if (wait > 0) {
                LockSupport.parkNanos(Math.min(wait, LONGEST_PARK_NANOS));
                return InputStatus.MORE_AVAILABLE;
            }
            output.collect(events.event(next));
            next += step;
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<Lane> snapshotState(long checkpointId) {
            return current == null
                    ? List.copyOf(lanes)
                    : List.of(new Lane(current.first(), current.step(), next));
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void addSplits(List<Lane> splits) {
            lanes.addAll(splits);
            available.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }
}
