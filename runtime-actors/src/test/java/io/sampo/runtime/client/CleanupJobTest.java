/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import io.sampo.state.StateDescriptor;
import io.sampo.state.StateTtlConfig;
import io.sampo.state.ValueState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That a running job looks for expired state by itself. */
class CleanupJobTest {
    private static final int KEYS = 5_000;
    private static final long RECORDS = 300_000;
    private static final AtomicLong GONE = new AtomicLong();

    /**
     * Counts keys whose state is gone. What has expired is shown once more, so only the background
     * can have taken it away.
     */
    private static final class Watching extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        private final StateTtlConfig config;
        private transient @Nullable ValueState<Long> last;

        Watching(StateTtlConfig config) {
            this.config = config;
        }

        @Override
        public void open(RuntimeContext context) {
            last =
                    context.getState(
                            StateDescriptor.value("last", Long.class).enableTimeToLive(config));
        }

        @Override
        public void processElement(Long number, Context<Long> context, Collector<Long> out)
                throws Exception {
            if (number >= KEYS && last.value() == null) {
                GONE.incrementAndGet();
            }
            last.update(number);
        }
    }

    private static final class Nowhere implements Sink<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<Long> createWriter(SinkContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Long value, long timestamp) {}

                @Override
                public void flush(boolean endOfInput) {}
            };
        }
    }

    private static long goneWith(StateTtlConfig.Builder config) {
        GONE.set(0);
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(
                        Numbers.upTo(RECORDS),
                        WatermarkStrategy.forMonotonousTimestamps(),
                        "numbers")
                .keyBy(number -> number % KEYS)
                .process(new Watching(config.returnExpiredIfNotCleanedUp().build()))
                .name("watching")
                .sinkTo(new Nowhere())
                .name("nowhere");
        TestJobs.finish(env.executeAsync("cleanup"));
        return GONE.get();
    }

    @Test
    void rule44_aRunningJobDropsWhatHasExpired() {
        Duration oneMilli = Duration.ofMillis(1);

        assertThat(goneWith(StateTtlConfig.newBuilder(oneMilli).cleanupIncrementally(100, true)))
                .isPositive();
        assertThat(goneWith(StateTtlConfig.newBuilder(oneMilli).disableCleanupInBackground()))
                .isZero();
    }
}
