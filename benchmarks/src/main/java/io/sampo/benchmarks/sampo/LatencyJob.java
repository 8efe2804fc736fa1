/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.measure.Measurement;
import io.sampo.benchmarks.workload.DueTimes;
import io.sampo.core.function.Function;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * W4: 100,000 events a second, and how long each takes from the moment it is due to the sink, with
 * exactly-once checkpoints every second.
 */
public final class LatencyJob {
    private static final int PARALLELISM = 2;
    private static final String CHANNEL = "latency";
    private static final int DIGITS = 3;

    private LatencyJob() {}

    /**
     * Runs the job to its end and returns what its sinks measured, in nanoseconds.
     *
     * @param checkpoints an empty directory
     */
    public static Measurement run(long seed, long events, Path checkpoints) throws Exception {
        DueEvents.reset();
        StreamEnvironment environment =
                StreamEnvironment.local()
                        .setParallelism(PARALLELISM)
                        .set("sampo.checkpoint.interval", "1s")
                        .set("sampo.checkpoint.dir", checkpoints.toString());
        environment
                .fromSource(
                        new EventSource<>(events, new DueEvents(seed)),
                        WatermarkStrategy.noWatermarks(),
                        "due events")
                .keyBy(Due::key)
                .process(new Count())
                .name("count")
                .sinkTo(new LatencySink())
                .name("latency");
        ConcurrentLinkedQueue<Histogram> parts = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Long> counts = new ConcurrentLinkedQueue<>();
        JobClient job = environment.executeAsync("latency");
        job.subscribe(
                CHANNEL,
                value -> {
                    if (value instanceof Histogram part) {
                        parts.add(part);
                    } else {
                        counts.add((Long) value);
                    }
                });
        job.result().get();
        Histogram all = new Histogram(DIGITS);
        parts.forEach(all::add);
        return new Measurement(all, counts.stream().mapToLong(Long::longValue).sum());
    }

    /**
     * An event.
     *
     * @param key its key
     * @param dueNanos when it was due
     * @param recorded whether it is past the warm-up
     */
    record Due(long key, long dueNanos, boolean recorded) {}

    /** The schedule begins with the first event that is asked for, in whichever reader. */
    private static final class DueEvents implements EventSource.Events<Due>, Function {
        private static final long serialVersionUID = 1L;
        private static volatile @Nullable DueTimes shared;

        private final long seed;

        DueEvents(long seed) {
            this.seed = seed;
        }

        /** Forgets the schedule of the run before. */
        static void reset() {
            shared = null;
        }

        private DueTimes times() {
            DueTimes known = shared;
            return known != null ? known : begin();
        }

        private DueTimes begin() {
            synchronized (DueEvents.class) {
                DueTimes known = shared;
                if (known == null) {
                    known = new DueTimes(seed, System.nanoTime());
                    shared = known;
                }
                return known;
            }
        }

        @Override
        public Due event(long index) {
            DueTimes times = times();
            long due = times.due(index);
            return new Due(times.key(index), due, times.isRecorded(due));
        }

        @Override
        public long notDueFor(long index) {
            return times().due(index) - System.nanoTime();
        }
    }

    private static final class Count extends KeyedProcessFunction<Long, Due, Due> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Long> count;

        @Override
        public void open(RuntimeContext context) {
            count = context.getState(StateDescriptor.value("count", Long.class));
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(Due due, Context<Long> context, Collector<Due> out) {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            out.collect(due);
        }
    }

    private static final class LatencySink implements Sink<Due> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<Due> createWriter(SinkContext context) {
            Histogram histogram = new Histogram(DIGITS);
            return new SinkWriter<>() {
                private long seen;

                @Override
                public void write(Due due, long timestamp) {
                    seen++;
                    if (due.recorded()) {
                        histogram.recordValue(Math.max(0, System.nanoTime() - due.dueNanos()));
                    }
                }

                @Override
                public void flush(boolean endOfInput) {
                    if (endOfInput) {
                        context.sendToClient(CHANNEL, histogram);
                        context.sendToClient(CHANNEL, seen);
                    }
                }
            };
        }
    }
}
