/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timers of the clock that are due without end. */
class TimerBurstJobTest {
    private static final AtomicLong FIRED = new AtomicLong();

    @TempDir private Path directory;

    /** Each timer that fires sets itself once more. */
    private static final class Endless extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long number, Context<Long> context, Collector<Long> out) {
            context.timerService().registerProcessingTimeTimer(0);
            out.collect(number);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<Long> out) {
            FIRED.incrementAndGet();
            context.timerService().registerProcessingTimeTimer(timestamp);
        }
    }

    @Test
    void rule42_recordsAndBarriersGetBetweenTimersOfTheClock() {
        AtomicLong records = Received.COUNT;
        records.set(0);
        FIRED.set(0);
        StreamEnvironment env = TestJobs.env(TestJobs.checkpoints(directory, "10ms"));
        env.fromSource(
                        Numbers.endless().with(new Throttled()),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(number -> number % 100)
                .process(new Endless())
                .name("endless")
                .sinkTo(CallSink.to(number -> Received.COUNT.incrementAndGet()))
                .name("sink");
        JobClient job = env.executeAsync("job");
        TestJobs.until(job, "the burst begins", () -> FIRED.get() > 10_000);
        long checkpoint = job.progress().lastCheckpointId();
        long before = records.get();

        TestJobs.until(
                job,
                "checkpoints complete, and records come",
                () -> job.progress().lastCheckpointId() > checkpoint + 2 && records.get() > before);
        TestJobs.cancel(job);
    }

    /** What the sink got. */
    private static final class Received {
        static final AtomicLong COUNT = new AtomicLong();
    }

    private record Throttled() implements Numbers.Hook {
        private static final long serialVersionUID = 1L;

        @Override
        public void emit(long number) {
            for (int i = 0; i < 1000; i++) {
                Thread.onSpinWait();
            }
        }
    }
}
