/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.measure.Due;
import io.sampo.benchmarks.measure.DueEvents;
import io.sampo.benchmarks.measure.Latencies;
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
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * W4: events at a fixed rate, and how long each takes from the moment it is due to the sink, with
 * exactly-once checkpoints every second.
 */
final class LatencyJob {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(1);
    private static final String CHANNEL = "latency";

    private LatencyJob() {}

    /**
     * Runs the job to its end and returns what its sinks measured.
     *
     * @param checkpoints an empty directory
     */
    static Latencies run(
            StreamEnvironment environment, DueEvents due, long events, Path checkpoints)
            throws Exception {
        environment
                .enableCheckpointing(BETWEEN_CHECKPOINTS, checkpoints)
                .fromSource(
                        new EventSource<>(events, due),
                        WatermarkStrategy.noWatermarks(),
                        "due events")
                .keyBy(Due::key)
                .process(new Count())
                .name("count")
                .sinkTo(new LatencySink())
                .name("latency");
        ConcurrentLinkedQueue<Latencies> parts = new ConcurrentLinkedQueue<>();
        JobClient job = environment.executeAsync("latency");
        job.subscribe(CHANNEL, part -> parts.add((Latencies) part));
        job.result().get();
        Latencies all = new Latencies();
        parts.forEach(all::merge);
        return all;
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
            Latencies latencies = new Latencies();
            return new SinkWriter<>() {
                @Override
                public void write(Due due, long timestamp) {
                    latencies.add(due);
                }

                @Override
                public void flush(boolean endOfInput) {
                    if (endOfInput) {
                        context.sendToClient(CHANNEL, latencies);
                    }
                }
            };
        }
    }
}
