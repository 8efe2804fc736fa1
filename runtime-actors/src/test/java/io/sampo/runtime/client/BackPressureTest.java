/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A slow receiver holds back whoever sends to it. What is under way is counted: what was handed to
 * the channels, less what came out of them.
 */
class BackPressureTest {
    private static final int CREDITS = 4;
    private static final int FRAME = 256;

    private static final AtomicLong SENT = new AtomicLong();
    private static final AtomicLong RECEIVED = new AtomicLong();
    private static final AtomicLong MOST_UNDER_WAY = new AtomicLong();

    @BeforeEach
    void reset() {
        SENT.set(0);
        RECEIVED.set(0);
        MOST_UNDER_WAY.set(0);
    }

    /** Frames under way, the one that waits, and the one that the receiver works on. */
    private static long bound(int channels) {
        return (long) channels * (CREDITS + 2) * FRAME;
    }

    private static void receive(Object record, int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
        // In this order: a thread that is held up in between must not see more than there is.
        long sent = SENT.get();
        MOST_UNDER_WAY.accumulateAndGet(sent - RECEIVED.incrementAndGet(), Math::max);
    }

    private record CountEmitted() implements Numbers.Hook {
        private static final long serialVersionUID = 1L;

        @Override
        public void emit(long number) {
            SENT.incrementAndGet();
        }
    }

    private static void runFor(JobClient job, long records) {
        TestJobs.until(job, "records arrive", () -> RECEIVED.get() >= records);
        TestJobs.cancel(job);
    }

    @Test
    void aSinkAHundredTimesSlowerThanTheSourceHoldsItBack() {
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(
                        Numbers.endless().in(2).with(new CountEmitted()),
                        WatermarkStrategy.forMonotonousTimestamps(),
                        "numbers")
                .rebalance()
                .sinkTo(CallSink.to(number -> receive(number, 500)));
        runFor(env.executeAsync("slow-sink"), 50_000);

        assertThat(MOST_UNDER_WAY.get()).isBetween(FRAME * 2L, bound(4));
    }

    @Test
    void aKeyThatHasAllRecordsHoldsBackTheSource() {
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(
                        Numbers.endless().in(2).with(new CountEmitted()),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(number -> "all")
                .count()
                .sinkTo(CallSink.to(count -> receive(count, 100)));
        runFor(env.executeAsync("hot-key"), 100_000);

        assertThat(MOST_UNDER_WAY.get()).isLessThanOrEqualTo(bound(2));
    }

    @Test
    void aFunctionThatTurnsOneRecordIntoTenMillionWaitsInTheMiddle() {
        long copies = 10_000_000;
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(Numbers.upTo(1), WatermarkStrategy.noWatermarks(), "numbers")
                .setParallelism(1)
                .flatMap(
                        (Long number, Collector<Long> out) -> {
                            for (long i = 0; i < copies; i++) {
                                if ((i & 63) == 0) {
                                    SENT.set(i);
                                }
                                out.collect(number);
                            }
                        })
                .setParallelism(1)
                .rebalance()
                .sinkTo(CallSink.to(number -> receive(number, 0)));
        TestJobs.finish(env.executeAsync("flat-map"));

        assertThat(RECEIVED).hasValue(copies);
        assertThat(MOST_UNDER_WAY.get()).isLessThanOrEqualTo(bound(2));
    }

    /** At the end of the input each of its keys has a timer for the same time. */
    private static final class Burst extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;
        private static final int RESULTS = 20;

        @Override
        public void processElement(Long value, Context<Long> context, Collector<Long> out) {
            context.timerService().registerEventTimeTimer(1_000_000_000);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<Long> out) {
            for (int i = 0; i < RESULTS; i++) {
                SENT.incrementAndGet();
                out.collect(context.getCurrentKey());
            }
        }
    }

    @Test
    void aBurstOfTimersWithAMillionResultsIsHeldBack() {
        long keys = 50_000;
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(Numbers.upTo(keys), WatermarkStrategy.noWatermarks(), "numbers")
                .keyBy(number -> number)
                .process(new Burst())
                .name("burst")
                .rebalance()
                .sinkTo(CallSink.to(number -> receive(number, 5)));
        TestJobs.finish(env.executeAsync("burst"));

        assertThat(RECEIVED).hasValue(keys * Burst.RESULTS);
        assertThat(MOST_UNDER_WAY.get()).isLessThanOrEqualTo(bound(4));
    }

    /** A watermark behind each record, so that no frame gets full. */
    private static final class EveryRecord implements WatermarkGenerator<Long> {
        @Override
        public void onEvent(Long number, long timestamp, WatermarkOutput output) {
            output.emitWatermark(timestamp);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    @Test
    void recordsThatAllBringAWatermarkAreHeldBack() {
        StreamEnvironment env = TestJobs.env("");
        env.fromSource(
                        Numbers.endless().in(2).with(new CountEmitted()),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .assignTimestampsAndWatermarks(WatermarkStrategy.forGenerator(EveryRecord::new))
                .rebalance()
                .sinkTo(CallSink.to(number -> receive(number, 100)));
        runFor(env.executeAsync("watermarks"), 20_000);

        // Frames of one record each.
        assertThat(MOST_UNDER_WAY.get()).isLessThanOrEqualTo(4 * (CREDITS + 4));
    }
}
