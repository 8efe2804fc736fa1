/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricSample;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.Clock;
import io.sampo.operators.chain.SourceDriver.Status;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An enumerator and its readers on the test's thread, as the engine drives them: what they hand to
 * other threads comes back through a mailbox, and a reader is polled only after a wake-up.
 */
public final class SourceRun<T> implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;

    private final ExecutorService io = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<Runnable> mail = new LinkedBlockingQueue<>();
    private final MetricRegistry metrics = new MetricRegistry();
    private final Clock clock = Clock.system();
    private final List<T> records = new ArrayList<>();
    private final List<Object> sideRecords = new ArrayList<>();
    private final Map<String, Boolean> splits = new LinkedHashMap<>();
    private final List<String> events = new ArrayList<>();
    private final List<Subtask<?>> subtasks = new ArrayList<>();
    private final SplitEnumerator<?, ?> enumerator;
    private long checkpointId;

    /** What a checkpoint holds. */
    public record Snapshot<S, C>(C enumerator, List<List<S>> readers) {}

    /** Starts a source; restored splits go round robin if there are other subtasks than before. */
    public <S extends SourceSplit, C> SourceRun(
            Source<T, S, C> source, int parallelism, @Nullable Snapshot<S, C> restored)
            throws Exception {
        List<Subtask<S>> readers = new ArrayList<>();
        SplitEnumerator<S, C> made =
                source.createEnumerator(
                        new EnumeratorContext<>(readers, parallelism),
                        restored == null ? null : restored.enumerator());
        enumerator = made;
        for (int i = 0; i < parallelism; i++) {
            Subtask<S> subtask = new Subtask<>(i, parallelism, made);
            subtask.reader = source.createReader(subtask);
            readers.add(subtask);
        }
        subtasks.addAll(readers);
        for (Subtask<S> subtask : readers) {
            subtask.reader.start();
        }
        if (restored != null) {
            List<S> all = new ArrayList<>();
            restored.readers().forEach(all::addAll);
            for (int i = 0; i < all.size(); i++) {
                readers.get(i % parallelism).add(all.get(i));
            }
        }
        made.start();
    }

    /** Runs until the condition holds. */
    public void until(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "too long: records=" + records.size() + " splits=" + splits + " " + events);
            }
            Runnable next = mail.poll(50, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
            for (Subtask<?> subtask : subtasks) {
                subtask.pollOnce();
            }
        }
    }

    /** Runs until all readers have come to their end. */
    public void untilEnd() throws Exception {
        until(() -> subtasks.stream().allMatch(subtask -> subtask.ended));
    }

    /** Takes a checkpoint. */
    @SuppressWarnings("unchecked")
    public <S extends SourceSplit, C> Snapshot<S, C> snapshot() throws Exception {
        checkpointId++;
        C state = (C) enumerator.snapshotState(checkpointId);
        List<List<S>> readers = new ArrayList<>();
        for (Subtask<?> subtask : subtasks) {
            readers.add((List<S>) List.copyOf(subtask.reader.snapshotState(checkpointId)));
        }
        return new Snapshot<>(state, readers);
    }

    /** Completes the last checkpoint. */
    public void complete() throws Exception {
        for (Subtask<?> subtask : subtasks) {
            subtask.reader.checkpointCompleted(checkpointId);
        }
    }

    /** Returns what has come out. */
    public List<T> records() {
        return records;
    }

    /** Returns what has come out of side outputs. */
    public List<Object> sideRecords() {
        return sideRecords;
    }

    /** Returns what the enumerator has told the readers. */
    public List<String> events() {
        return events;
    }

    /** Returns whether there are so many splits and all are caught up. */
    public boolean caughtUp(int count) {
        return splits.size() == count && splits.values().stream().allMatch(atEnd -> atEnd);
    }

    /** Returns the sum of a counter. */
    public long counter(String name) {
        return gauge(name);
    }

    /** Returns the sum of a gauge. */
    public long gauge(String name) {
        return metrics.snapshot().stream()
                .filter(sample -> sample.name().equals(name))
                .mapToLong(MetricSample::value)
                .sum();
    }

    @Override
    public void close() throws Exception {
        for (Subtask<?> subtask : subtasks) {
            subtask.reader.close();
        }
        enumerator.close();
        timer.shutdownNow();
        // The feeds close their consumers there, each task starting the next.
        while (subtasks.stream().anyMatch(subtask -> subtask.tasks.get() > 0)) {
            Thread.onSpinWait();
        }
        io.shutdown();
        if (!io.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("I/O tasks do not end");
        }
    }

    private final class Subtask<S extends SourceSplit> implements SourceReaderContext {
        final int index;
        final int parallelism;
        final SplitEnumerator<S, ?> asked;
        final java.util.concurrent.atomic.AtomicInteger tasks =
                new java.util.concurrent.atomic.AtomicInteger();
        SourceReader<T, S> reader;
        volatile boolean awake = true;
        boolean ended;

        Subtask(int index, int parallelism, SplitEnumerator<S, ?> asked) {
            this.index = index;
            this.parallelism = parallelism;
            this.asked = asked;
        }

        void add(S split) {
            try {
                reader.addSplits(List.of(split));
                awake = true;
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }

        void pollOnce() throws Exception {
            if (awake && !ended) {
                awake = false;
                int[] left = {10};
                TurnBudget budget = () -> left[0]-- <= 0;
                Status status = reader.poll(new Recorded(), budget);
                ended = status == Status.END;
                awake |= status == Status.MORE;
            }
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
        public Clock clock() {
            return clock;
        }

        @Override
        public void requestSplit() {
            mail.add(() -> asked.handleSplitRequest(index));
        }

        @Override
        public void wakeUp() {
            awake = true;
            mail.add(() -> {});
        }

        @Override
        public Executor ioExecutor() {
            return task -> {
                tasks.incrementAndGet();
                io.execute(
                        () -> {
                            try {
                                task.run();
                            } finally {
                                tasks.decrementAndGet();
                            }
                        });
            };
        }

        @Override
        public MetricGroup metrics() {
            return metrics.group(new MetricScope("job", "source", index));
        }

        @Override
        public void wakeUpAfter(long nanos) {
            timer.schedule(this::wakeUp, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private final class EnumeratorContext<S extends SourceSplit>
            implements SplitEnumeratorContext<S> {
        private final List<Subtask<S>> readers;
        private final int parallelism;

        EnumeratorContext(List<Subtask<S>> readers, int parallelism) {
            this.readers = readers;
            this.parallelism = parallelism;
        }

        @Override
        public int parallelism() {
            return parallelism;
        }

        @Override
        public Clock clock() {
            return clock;
        }

        @Override
        public void assignSplit(S split, int subtaskIndex) {
            events.add("assign " + split.splitId());
            readers.get(subtaskIndex).add(split);
        }

        @Override
        public void signalNoMoreSplits(int subtaskIndex) {
            readers.get(subtaskIndex).reader.noMoreSplits();
            readers.get(subtaskIndex).awake = true;
        }

        @Override
        public void capWatermark(long timestamp) {
            events.add(timestamp == Long.MIN_VALUE ? "hold" : "let go");
        }

        @Override
        public <R> void callAsync(Callable<R> work, Consumer<R> then) {
            io.execute(
                    () -> {
                        try {
                            R result = work.call();
                            mail.add(() -> then.accept(result));
                        } catch (RuntimeException failure) {
                            mail.add(
                                    () -> {
                                        throw failure;
                                    });
                        } catch (Exception failure) {
                            mail.add(
                                    () -> {
                                        throw new AssertionError(failure);
                                    });
                        }
                    });
        }

        @Override
        public <R> void callPeriodically(Callable<R> work, Consumer<R> then, Duration period) {
            callAsync(
                    work,
                    result -> {
                        then.accept(result);
                        timer.schedule(
                                () -> mail.add(() -> callPeriodically(work, then, period)),
                                period.toNanos(),
                                TimeUnit.NANOSECONDS);
                    });
        }
    }

    private final class Recorded implements SourceOutput<T> {
        private final Map<String, SplitOutput<T>> outputs = new HashMap<>();

        @Override
        public SplitOutput<T> forSplit(String splitId) {
            splits.putIfAbsent(splitId, false);
            return outputs.computeIfAbsent(splitId, Split::new);
        }

        @Override
        public void releaseSplit(String splitId) {
            splits.remove(splitId);
        }
    }

    private final class Split implements SourceOutput.SplitOutput<T> {
        private final String id;

        Split(String id) {
            this.id = id;
        }

        @Override
        public void collect(T record) {
            records.add(record);
        }

        @Override
        public void collect(T record, long timestamp) {
            records.add(record);
        }

        @Override
        public <X> void collect(OutputTag<X> tag, X record) {
            sideRecords.add(record);
        }

        @Override
        public void caughtUp(boolean atEnd) {
            splits.put(id, atEnd);
        }
    }
}
