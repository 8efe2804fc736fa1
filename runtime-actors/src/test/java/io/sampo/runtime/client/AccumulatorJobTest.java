/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.accumulator.Accumulator;
import io.sampo.operators.accumulator.Histogram;
import io.sampo.operators.accumulator.ListAccumulator;
import io.sampo.operators.accumulator.LongCounter;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs whose functions add something up. */
class AccumulatorJobTest {
    private static final long COUNT = 3_000;

    /** Records until the function fails; negative for never. */
    private static final AtomicLong UNTIL_FAILURE = new AtomicLong();

    @TempDir private Path directory;

    @BeforeEach
    void reset() {
        UNTIL_FAILURE.set(-1);
    }

    private static final class Counting implements MapFunction<Long, Long>, RichFunction {
        private static final long serialVersionUID = 1L;

        private final Accumulator<Long, Long> sum;
        private transient @Nullable LongCounter count;
        private transient @Nullable RuntimeContext context;

        Counting(Accumulator<Long, Long> sum) {
            this.sum = sum;
        }

        @Override
        public void open(RuntimeContext opened) {
            context = opened;
            count = new LongCounter();
            opened.addAccumulator("count", count);
            opened.addAccumulator("sum", sum);
            opened.addAccumulator("digits", new Histogram());
            ListAccumulator<Integer> subtasks = new ListAccumulator<>();
            subtasks.add(opened.subtaskIndex());
            opened.addAccumulator("subtasks", subtasks);
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public Long map(Long number) {
            if (UNTIL_FAILURE.get() >= 0 && UNTIL_FAILURE.getAndDecrement() == 0) {
                throw new IllegalStateException("own");
            }
            count.add(1L);
            sum.add(number);
            context.<Integer, Object>getAccumulator("digits").add((int) (number % 10));
            return number;
        }
    }

    /** A user's own; serialized with the function. */
    private static class Sum implements Accumulator<Long, Long>, java.io.Serializable {
        private static final long serialVersionUID = 1L;
        private long sum;

        @Override
        public void add(Long value) {
            sum += value;
        }

        @Override
        public Long localValue() {
            return sum;
        }

        @Override
        public void merge(Accumulator<Long, Long> other) {
            sum += other.localValue();
        }
    }

    /** Cannot do what it must. */
    private static final class Unmergeable extends Sum {
        private static final long serialVersionUID = 1L;

        @Override
        public void merge(Accumulator<Long, Long> other) {
            throw new IllegalStateException("own");
        }
    }

    private JobClient start(Sum sum, String settings) {
        StreamEnvironment env = TestJobs.env(settings + TestJobs.checkpoints(directory, "1h"));
        env.fromSource(Numbers.upTo(COUNT).in(3), WatermarkStrategy.noWatermarks(), "numbers")
                .map(new Counting(sum))
                .name("count")
                .sinkTo(CallSink.to(number -> {}))
                .name("sink");
        return env.executeAsync("job");
    }

    private static void assertCountsAll(JobResult result) {
        assertThat(result.<Long>accumulatorResult("count")).isEqualTo(COUNT);
        assertThat(result.<Long>accumulatorResult("sum")).isEqualTo(COUNT * (COUNT - 1) / 2);
        assertThat(result.<Map<Integer, Integer>>accumulatorResult("digits"))
                .hasSize(10)
                .allSatisfy((digit, count) -> assertThat(count).isEqualTo((int) COUNT / 10));
        assertThat(result.<List<Integer>>accumulatorResult("subtasks"))
                .containsExactlyInAnyOrder(0, 1);
        assertThatThrownBy(() -> result.accumulatorResult("other"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("known=[count, digits, subtasks, sum]");
    }

    @Test
    void theyAreMergedOverAllSubtasks() {
        assertCountsAll(TestJobs.finish(start(new Sum(), "")));
    }

    @Test
    void whatAFailedAttemptHasAddedIsNotCounted() {
        UNTIL_FAILURE.set(COUNT / 2);
        JobResult result =
                TestJobs.finish(
                        start(
                                new Sum(),
                                "sampo.restart { strategy = fixed-delay, delay = 1ms }\n"));

        assertThat(result.attempts()).isEqualTo(2);
        assertCountsAll(result);
    }

    @Test
    void oneThatCannotMergeIsNamed() {
        StreamException failure = TestJobs.failure(start(new Unmergeable(), ""));

        assertThat(failure.code()).isEqualTo(ErrorCode.USER_FUNCTION);
        assertThat(failure)
                .hasMessageContaining("accumulators could not be merged: job=job cause=");
    }
}
