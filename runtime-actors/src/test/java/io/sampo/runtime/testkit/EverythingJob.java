/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.sink.Committer;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.TwoPhaseSink;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A job with everything that a job can have (source, function, keyed state, timers, a sink that
 * commits), in which a test can do something at each place where the engine calls the job's own
 * code.
 */
public final class EverythingJob {
    /** The places besides those of {@link Numbers}. */
    public static final List<String> PLACES =
            List.of(
                    "create enumerator",
                    "start enumerator",
                    "split request",
                    "enumerator elsewhere",
                    "enumerator back",
                    "enumerator snapshot",
                    "create reader",
                    "add splits",
                    "reader snapshot",
                    "emit",
                    "open map",
                    "map",
                    "select key",
                    "open process",
                    "process",
                    "timer",
                    "create writer",
                    "create committer",
                    "write",
                    "flush",
                    "prepare commit",
                    "commit");

    private static volatile Action action = place -> {};

    private static volatile boolean notYet;

    private static final AtomicInteger JOBS = new AtomicInteger();

    private EverythingJob() {}

    /** What happens at a place. */
    @FunctionalInterface
    public interface Action {
        /** Called by the thread that is at the place. */
        void at(String place) throws Exception;
    }

    /** Sets what happens in the job that runs next. */
    public static void act(Action what) {
        action = what;
    }

    private static void at(String place) throws Exception {
        action.at(place);
    }

    /** Makes all commits ask to be tried again. */
    public static void notYet() {
        notYet = true;
    }

    /** Counts of the numbers modulo 100, as they were committed. */
    public record Count(long key, long count) implements Serializable {}

    /** What the sinks have committed: for each key the highest count. */
    public static final ConcurrentMap<Long, Long> COMMITTED = new ConcurrentHashMap<>();

    /** Names of all that was committed; a commit that is repeated is in it once. */
    public static final Set<String> COMMITS = ConcurrentHashMap.newKeySet();

    /** How many sinks have been opened with the state of a checkpoint. */
    public static final AtomicInteger RESTORED = new AtomicInteger();

    /** Forgets what happened. */
    public static void reset() {
        RESTORED.set(0);
        COMMITTED.clear();
        COMMITS.clear();
        action = place -> {};
        notYet = false;
    }

    /**
     * Writes the job, with operators {@code numbers}, {@code map}, {@code count} and {@code sink}.
     */
    public static StreamEnvironment write(StreamEnvironment env, Numbers numbers) {
        return write(env, numbers, name -> name);
    }

    /** Writes the job with other names of its operators. */
    public static StreamEnvironment write(
            StreamEnvironment env, Numbers numbers, UnaryOperator<String> names) {
        env.fromSource(
                        numbers.with(new AtPlaces()),
                        WatermarkStrategy.forMonotonousTimestamps(),
                        names.apply("numbers"))
                .map(new Mapping())
                .name(names.apply("map"))
                .keyBy(
                        number -> {
                            at("select key");
                            return number % 100;
                        })
                .process(new Counting())
                .name(names.apply("count"))
                .sinkTo(new CommittingSink(JOBS.incrementAndGet()))
                .name(names.apply("sink"));
        return env;
    }

    private record AtPlaces() implements Numbers.Hook {
        private static final long serialVersionUID = 1L;

        @Override
        public void emit(long number) throws Exception {
            EverythingJob.at("emit");
        }

        @Override
        public void at(String place) throws Exception {
            EverythingJob.at(place);
        }
    }

    private static final class Mapping implements MapFunction<Long, Long>, RichFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(RuntimeContext context) throws Exception {
            at("open map");
        }

        @Override
        public Long map(Long number) throws Exception {
            at("map");
            return number;
        }

        @Override
        public void close() throws Exception {
            at("close map");
        }
    }

    private static final class Counting extends KeyedProcessFunction<Long, Long, Count> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Long> counts;

        @Override
        public void open(RuntimeContext context) throws Exception {
            at("open process");
            counts = context.getState(StateDescriptor.value("count", Long.class));
        }

        @Override
        public void processElement(Long number, Context<Long> context, Collector<Count> out)
                throws Exception {
            at("process");
            Long before = counts.value();
            long count = before == null ? 1 : before + 1;
            counts.update(count);
            if (number % 1000 == 0) {
                context.timerService().registerEventTimeTimer(number);
            }
            out.collect(new Count(context.getCurrentKey(), count));
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<Count> out)
                throws Exception {
            at("timer");
        }

        @Override
        public void close() throws Exception {
            at("close process");
        }
    }

    /** What a sink promised. */
    public record Promise(String name, ArrayList<Count> counts) implements Serializable {}

    private record CommittingSink(int job) implements TwoPhaseSink<Count, Promise> {
        private static final long serialVersionUID = 1L;

        @Override
        public PreCommittingWriter<Count, Promise> createWriter(SinkContext context)
                throws Exception {
            at("create writer");
            if (context.isRestored()) {
                RESTORED.incrementAndGet();
            }
            return new Writer(context, job);
        }

        @Override
        public Committer<Promise> createCommitter(SinkContext context) throws Exception {
            at("create committer");
            return promise -> {
                at("commit");
                if (notYet) {
                    return Committer.Outcome.RETRY;
                }
                if (COMMITS.add(promise.name())) {
                    promise.counts()
                            .forEach(
                                    count ->
                                            COMMITTED.merge(count.key(), count.count(), Math::max));
                }
                return Committer.Outcome.COMMITTED;
            };
        }
    }

    private static final class Writer implements PreCommittingWriter<Count, Promise> {
        private final SinkContext context;
        private final int job;
        private ArrayList<Count> written = new ArrayList<>();

        Writer(SinkContext context, int job) {
            this.context = context;
            this.job = job;
        }

        @Override
        public void write(Count count, long timestamp) throws Exception {
            at("write");
            written.add(count);
        }

        @Override
        public void flush(boolean endOfInput) throws Exception {
            at("flush");
        }

        @Override
        public Collection<Promise> prepareCommit(long checkpointId) throws Exception {
            at("prepare commit");
            String name =
                    String.join(
                            "/",
                            "job" + job,
                            "attempt" + context.attempt(),
                            "subtask" + context.subtaskIndex(),
                            "checkpoint" + checkpointId);
            Promise promise = new Promise(name, written);
            written = new ArrayList<>();
            return List.of(promise);
        }

        @Override
        public void close() throws Exception {
            at("close writer");
        }
    }
}
