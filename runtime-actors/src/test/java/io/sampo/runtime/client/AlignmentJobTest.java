/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.CoMapFunction;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slow source and a fast one that keep in step. */
class AlignmentJobTest {
    private static final long COUNT = 20_000;
    private static final long DRIFT = 300;

    /** Records of the slow source that are on their way to the operator, at most. */
    private static final long UNDER_WAY = 3_000;

    private static final AtomicLong SLOW = new AtomicLong();
    private static final AtomicLong FAST = new AtomicLong();
    private static final AtomicLong LEAD_AT_SOURCE = new AtomicLong();
    private static final AtomicLong LEAD_AT_OPERATOR = new AtomicLong();
    private static final AtomicLong RESULTS = new AtomicLong();

    /** Numbers of the slow source until it fails; negative for never. */
    private static final AtomicLong UNTIL_FAILURE = new AtomicLong();

    @TempDir private Path directory;

    @BeforeEach
    void reset() {
        SLOW.set(-1);
        FAST.set(-1);
        LEAD_AT_SOURCE.set(0);
        LEAD_AT_OPERATOR.set(0);
        RESULTS.set(0);
        UNTIL_FAILURE.set(-1);
    }

    private static void max(AtomicLong highest, long value) {
        highest.accumulateAndGet(value, Math::max);
    }

    private record Slow() implements Numbers.Hook {
        private static final long serialVersionUID = 1L;

        @Override
        public void emit(long number) {
            for (int i = 0; i < 1000; i++) {
                Thread.onSpinWait();
            }
            if (UNTIL_FAILURE.get() >= 0 && UNTIL_FAILURE.getAndDecrement() == 0) {
                throw new IllegalStateException("own");
            }
            SLOW.set(number);
        }
    }

    private record Fast() implements Numbers.Hook {
        private static final long serialVersionUID = 1L;

        @Override
        public void emit(long number) {
            max(FAST, number);
            max(LEAD_AT_SOURCE, number - SLOW.get());
        }
    }

    /** The watermark of a record follows it, until one is reached that is the last. */
    private record EachRecord(long last) implements WatermarkGenerator<Long> {
        @Override
        public void onEvent(Long record, long timestamp, WatermarkOutput output) {
            output.emitWatermark(Math.min(timestamp, last));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    /** Sees how far its first input is ahead of the second. */
    private static final class Lead implements CoMapFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;
        private long slow;

        @Override
        public Long map1(Long fast) {
            max(LEAD_AT_OPERATOR, fast - slow);
            return fast;
        }

        @Override
        public Long map2(Long number) {
            slow = number;
            return number;
        }
    }

    private static DataStream<Long> numbers(
            StreamEnvironment env, Numbers source, long lastWatermark, String name) {
        return env.fromSource(
                        source,
                        WatermarkStrategy.<Long>forGenerator(() -> new EachRecord(lastWatermark))
                                .withWatermarkAlignment(
                                        "group", Duration.ofMillis(DRIFT), Duration.ofMillis(1)),
                        name)
                .setParallelism(1);
    }

    private JobClient start(Numbers slow, Numbers fast) {
        return start("", slow, Long.MAX_VALUE, fast);
    }

    private JobClient start(String settings, Numbers slow, long lastOfSlow, Numbers fast) {
        StreamEnvironment env =
                TestJobs.env(
                        settings
                                + "sampo.restart { strategy = fixed-delay, delay = 1ms }\n"
                                + TestJobs.checkpoints(directory, "20ms"));
        numbers(env, fast.with(new Fast()), Long.MAX_VALUE, "fast")
                .connect(numbers(env, slow.with(new Slow()), lastOfSlow, "slow"))
                .map(new Lead())
                .setParallelism(1)
                .sinkTo(CallSink.to(number -> RESULTS.incrementAndGet()))
                .name("sink");
        return env.executeAsync("job");
    }

    @Test
    void rule18_theFastSourceIsNeverFurtherAheadThanTheDrift() {
        TestJobs.finish(start(Numbers.upTo(COUNT), Numbers.upTo(COUNT)));

        assertThat(RESULTS).hasValue(2 * COUNT);
        assertThat(LEAD_AT_SOURCE.get())
                .as("one record is read to see that it is too far")
                .isBetween(DRIFT / 2, DRIFT + 1);
        assertThat(LEAD_AT_OPERATOR.get()).isBetween(1L, DRIFT + UNDER_WAY);
    }

    @Test
    void rule18_theEndOfTheSlowSourceLetsTheFastOneRun() {
        TestJobs.finish(start(Numbers.upTo(100), Numbers.upTo(COUNT)));

        assertThat(RESULTS).hasValue(COUNT + 100);
    }

    @Test
    void rule18_afterARestartNothingIsStale() {
        UNTIL_FAILURE.set(COUNT / 2);
        JobClient job = start(Numbers.upTo(COUNT), Numbers.upTo(COUNT));

        assertThat(TestJobs.finish(job).attempts()).isEqualTo(2);
        // What was emitted before the failure does not come again: the slow source has been as far.
        assertThat(LEAD_AT_SOURCE.get()).isBetween(DRIFT / 2, DRIFT + 1);
    }

    @Test
    void rule18_aSourceThatWaitsStillPassesBarriers() {
        JobClient job = start("", Numbers.endless(), 9, Numbers.endless());
        long last = 9 + DRIFT + 1;
        TestJobs.until(job, "the fast source waits", () -> FAST.get() == last);
        long before = job.progress().lastCheckpointId();
        TestJobs.until(
                job, "checkpoints go on", () -> job.progress().lastCheckpointId() > before + 2);
        Path savepoint = TestJobs.get(job, job.stopWithSavepoint(false));
        TestJobs.finish(job);
        assertThat(FAST).hasValue(last);

        JobClient again =
                start(
                        "sampo.checkpoint.restore.from = \"" + savepoint + "\"\n",
                        Numbers.endless(),
                        9,
                        Numbers.endless());
        TestJobs.until(again, "checkpoints go on", () -> again.progress().lastCheckpointId() > 3);
        assertThat(FAST).as("the restored source waits as before").hasValue(last);
        TestJobs.cancel(again);
    }
}
