/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen.testkit;

import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.ManualClock;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An enumerator and its readers in one thread, from a start or a restore to a checkpoint. */
public final class GeneratedJob<T, S extends SourceSplit, C> {
    private final ManualClock clock;
    private final RecordedOutput<T> output = new RecordedOutput<>();
    private final List<Subtask> subtasks = new ArrayList<>();
    private final SplitEnumerator<S, C> enumerator;
    private final List<String> caps = new ArrayList<>();

    /** What a checkpoint holds. */
    public record Snapshot<S, C>(C enumerator, List<List<S>> readers) {}

    /** Starts a job; restored splits are dealt out to the subtasks as the engine does it. */
    public GeneratedJob(
            Source<T, S, C> source,
            int parallelism,
            ManualClock clock,
            @Nullable Snapshot<S, C> restored)
            throws Exception {
        this.clock = clock;
        for (int i = 0; i < parallelism; i++) {
            subtasks.add(new Subtask(i, parallelism));
        }
        enumerator =
                source.createEnumerator(
                        new EnumeratorContext(), restored == null ? null : restored.enumerator());
        enumerator.start();
        for (Subtask subtask : subtasks) {
            subtask.reader = source.createReader(subtask);
            subtask.reader().start();
        }
        if (restored != null) {
            List<S> splits = new ArrayList<>();
            restored.readers().forEach(splits::addAll);
            for (int i = 0; i < splits.size(); i++) {
                subtasks.get(i % parallelism).reader().addSplits(List.of(splits.get(i)));
            }
        }
    }

    /** Returns what has come out. */
    public RecordedOutput<T> output() {
        return output;
    }

    /** Returns how watermarks were held back, in order. */
    public List<String> caps() {
        return caps;
    }

    /** Answers the requests of one subtask. */
    public void answer(int subtask) {
        Subtask asking = subtasks.get(subtask);
        if (asking.requested) {
            asking.requested = false;
            enumerator.handleSplitRequest(subtask);
        }
    }

    /** Polls one subtask for so many records. */
    public Status poll(int subtask, int records) throws Exception {
        int[] left = {records};
        Subtask polled = subtasks.get(subtask);
        polled.pause = 0;
        TurnBudget budget = () -> left[0]-- <= 0;
        return polled.reader().poll(output, budget);
    }

    /** Returns how long the subtask's last poll asked to wait, 0 if it did not. */
    public long pause(int subtask) {
        return subtasks.get(subtask).pause;
    }

    /** Takes a checkpoint. */
    public Snapshot<S, C> snapshot() throws Exception {
        C state = enumerator.snapshotState(1);
        List<List<S>> readers = new ArrayList<>();
        for (Subtask subtask : subtasks) {
            readers.add(List.copyOf(subtask.reader().snapshotState(1)));
        }
        return new Snapshot<>(state, readers);
    }

    private final class EnumeratorContext implements SplitEnumeratorContext<S> {
        @Override
        public int parallelism() {
            return subtasks.size();
        }

        @Override
        public ManualClock clock() {
            return clock;
        }

        @Override
        public void assignSplit(S split, int subtaskIndex) {
            try {
                subtasks.get(subtaskIndex).reader().addSplits(List.of(split));
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }

        @Override
        public void signalNoMoreSplits(int subtaskIndex) {
            subtasks.get(subtaskIndex).reader().noMoreSplits();
        }

        @Override
        public void capWatermark(long timestamp) {
            caps.add(timestamp == Long.MIN_VALUE ? "hold" : "let go");
        }

        @Override
        public <R> void callAsync(Callable<R> work, Consumer<R> then) {
            throw new AssertionError("nothing here blocks");
        }

        @Override
        public <R> void callPeriodically(Callable<R> work, Consumer<R> then, Duration period) {
            throw new AssertionError("nothing here is periodic");
        }
    }

    private final class Subtask implements SourceReaderContext {
        private final int index;
        private final int parallelism;
        private final MetricGroup metrics;
        private @Nullable SourceReader<T, S> reader;
        private boolean requested;
        private long pause;

        Subtask(int index, int parallelism) {
            this.index = index;
            this.parallelism = parallelism;
            metrics = new MetricRegistry().group(new MetricScope("job", "source", index));
        }

        SourceReader<T, S> reader() {
            if (reader == null) {
                throw new AssertionError("There is no reader yet");
            }
            return reader;
        }

        @Override
        public int subtaskIndex() {
            return index;
        }

        @Override
        public int parallelism() {
            return parallelism;
        }

        @Override
        public ManualClock clock() {
            return clock;
        }

        @Override
        public void requestSplit() {
            requested = true;
        }

        @Override
        public void wakeUp() {}

        @Override
        public Executor ioExecutor() {
            throw new AssertionError("nothing here blocks");
        }

        @Override
        public MetricGroup metrics() {
            return metrics;
        }

        @Override
        public void wakeUpAfter(long nanos) {
            pause = nanos;
        }
    }
}
